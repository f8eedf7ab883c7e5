package me.fhir.chitchat.http.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import me.fhir.chitchat.http.address.AddressRange;
import me.fhir.chitchat.http.address.IpLiteral;
import org.jspecify.annotations.Nullable;

/**
 * From which address a request comes, so that what is limited per address can be counted. What a proxy says of the
 * client behind it ({@code X-Forwarded-For}) counts only when the proxy is trusted. For any thread.
 */
public final class ClientAddress {
    /** The entries of a comma list of address ranges; the constructor checks each. */
    public static final String LIST = "[0-9A-Fa-f:./,\\s]*";

    private static final int IPV6_BYTES = 16;
    /** A site has at least these bytes of IPv6 addresses to itself. */
    private static final int IPV6_SITE_BYTES = 8;

    private final List<AddressRange> trusted;

    /**
     * Takes a comma list of the proxies' address ranges (CIDR); null or blank for none.
     *
     * @throws IllegalArgumentException naming the one that is wrong
     */
    public ClientAddress(@Nullable String trustedProxies) {
        trusted = Arrays.stream((trustedProxies == null ? "" : trustedProxies).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(AddressRange::of)
                .toList();
    }

    /** The client's address; of IPv6 only the part that names its site, of which it has countless addresses. */
    public String of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
    }

    String of(String peer, List<String> forwardedFor) {
        // Each proxy appends its client's address, so the list is believed from its end, as long as a trusted proxy
        // wrote it.
        List<String> chain = new ArrayList<>();
        forwardedFor.forEach(line -> chain.addAll(Arrays.asList(line.split(","))));
        String client = peer;
        while (!chain.isEmpty() && isTrusted(client)) {
            String before = chain.remove(chain.size() - 1).strip();
            if (IpLiteral.parse(before).isEmpty()) {
                break;
            }
            client = before;
        }
        return site(client);
    }

    private boolean isTrusted(String address) {
        return IpLiteral.parse(address)
                .filter(given -> trusted.stream().anyMatch(range -> range.contains(given)))
                .isPresent();
    }

    private static String site(String address) {
        return IpLiteral.parse(address)
                .map(InetAddress::getAddress)
                .filter(given -> given.length == IPV6_BYTES)
                .map(given -> Arrays.toString(Arrays.copyOf(given, IPV6_SITE_BYTES)))
                .orElse(address);
    }
}
