package me.fhir.chitchat.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From which address a request comes, so that what is limited per address can be counted. What a proxy says of the
 * client behind it ({@code X-Forwarded-For}) counts only when the proxy is trusted. For any thread.
 */
public final class ClientAddress {
    /** What a comma list of address ranges consists of; the constructor checks each range. */
    public static final String LIST = "[0-9A-Fa-f:./,\\s]*";

    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]+");
    private static final Pattern PREFIX_LENGTH = Pattern.compile("[0-9]{1,3}");
    private static final int IPV6_BYTES = 16;
    /** A site has at least these bytes of IPv6 addresses to itself. */
    private static final int IPV6_SITE_BYTES = 8;

    private final List<AddressRange> trusted;

    private static final class AddressRange {
        private final byte[] prefix;
        private final int bits;

        private AddressRange(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        static AddressRange of(String text) {
            String[] parts = text.split("/", 2);
            byte[] address = bytes(parts[0]).orElseThrow(() -> wrong(text));
            int all = address.length * Byte.SIZE;
            if (parts.length < 2) {
                return new AddressRange(address, all);
            }
            if (!PREFIX_LENGTH.matcher(parts[1]).matches() || Integer.parseInt(parts[1]) > all) {
                throw wrong(text);
            }
            return new AddressRange(address, Integer.parseInt(parts[1]));
        }

        private static IllegalArgumentException wrong(String text) {
            return new IllegalArgumentException("\"" + text + "\" is no address range such as 10.0.0.0/8 or fd00::/8");
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return Arrays.equals(address, 0, whole, prefix, 0, whole)
                    && (rest == 0 || ((address[whole] ^ prefix[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0);
        }
    }

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
            if (bytes(before).isEmpty()) {
                break;
            }
            client = before;
        }
        return site(client);
    }

    private boolean isTrusted(String address) {
        return bytes(address)
                .filter(given -> trusted.stream().anyMatch(range -> range.contains(given)))
                .isPresent();
    }

    private static String site(String address) {
        return bytes(address)
                .filter(given -> given.length == IPV6_BYTES)
                .map(given -> Arrays.toString(Arrays.copyOf(given, IPV6_SITE_BYTES)))
                .orElse(address);
    }

    /** The bytes of an address; empty for a name, which is never looked up. */
    private static Optional<byte[]> bytes(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!LITERAL.matcher(bare).matches() || (!bare.contains(":") && !bare.contains("."))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
