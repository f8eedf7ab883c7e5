package me.fhir.chitchat.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.http.address.IpLiteral;
import org.jspecify.annotations.Nullable;

/**
 * Guards against server-side request forgery: decides which addresses are called for clients. An address is judged by what
 * its host resolves to at the moment of connecting, and exactly that is connected to. For any thread.
 */
public final class OutboundGuard {
    /** A last label that programs may read as a number, and so the whole host as an IPv4 address (WHATWG URL). */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final int MAX_URL_LENGTH = 2_000;
    private static final int FIRST_FREE_PORT = 1024;

    private final AllowList allowed;
    private final NameLookup names;

    public OutboundGuard(AllowList allowed, NameLookup names) {
        this.allowed = allowed;
        this.names = names;
    }

    /**
     * Reads an address that a client gave, and refuses what no lookup can make acceptable.
     *
     * @throws OutboundException with {@link OutboundFailure#FORBIDDEN_ADDRESS}
     */
    public static URI parse(String url) throws OutboundException {
        String text = url.strip();
        if (text.isEmpty()) {
            throw malformed("The URL is empty.");
        }
        if (text.length() > MAX_URL_LENGTH) {
            throw malformed("The URL is longer than " + MAX_URL_LENGTH + " characters.");
        }
        try {
            URI uri = URI.create(text);
            checkForm(uri);
            return uri;
        } catch (IllegalArgumentException e) {
            throw malformed("This is not a URL.");
        }
    }

    /** The same for a URI that is there already, such as one inside a card or of a redirect. */
    static void checkForm(URI uri) throws OutboundException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw malformed("The URL does not begin with http:// or https://.");
        }
        if (uri.getRawAuthority() == null) {
            throw malformed("The URL has no host.");
        }
        if (uri.getRawAuthority().contains("@")) {
            throw malformed("The URL holds a user name or password.");
        }
        checkHost(uri.getHost(), uri.getRawAuthority());
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw malformed("The URL has no valid port.");
        }
    }

    private static void checkHost(@Nullable String host, String authority) throws OutboundException {
        String name = host == null ? authority.replaceFirst(":[0-9]*$", "") : host;
        boolean number = ENDS_IN_NUMBER.matcher(name).matches();
        if (number && IpLiteral.parse(name).isEmpty()) {
            throw malformed("The URL's host is a number in an unusual form; write it as four decimal numbers.");
        }
        if (host == null || host.contains("%")) {
            throw malformed("The URL's host is not a name that this server can look up.");
        }
        if (host.startsWith("[") && IpLiteral.parse(host).isEmpty()) {
            throw malformed("The URL's host is not a valid IPv6 address.");
        }
    }

    /**
     * Checks an address by looking its host up, for an early answer: the check that counts is made again on connecting.
     *
     * @throws OutboundException when it may not be called, or is not known
     */
    public void check(URI uri) throws OutboundException {
        checkForm(uri);
        try {
            admitted(uri.getHost(), portOf(uri));
        } catch (ForbiddenAddressException e) {
            throw forbidden(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            throw new OutboundException(OutboundFailure.REFUSED, "The host of the URL is not known.");
        }
    }

    /** The port that a URI leads to. */
    static int portOf(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /**
     * The addresses of a host that may be connected to.
     *
     * @throws ForbiddenAddressException when there are only others
     */
    List<InetAddress> admitted(String host, int port) throws UnknownHostException {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        Optional<InetAddress> literal = IpLiteral.parse(name);
        InetAddress[] found = literal.isPresent() ? new InetAddress[] {literal.get()} : names.addresses(name);
        List<InetAddress> admitted = new ArrayList<>();
        String refusal = "its host has no address";
        for (InetAddress address : found) {
            AddressKind kind = AddressKind.of(address);
            if (kind != AddressKind.PUBLIC && !allowed.admits(name, address, port)) {
                refusal = "its host is " + kind.title();
            } else if (!isOpen(port) && !allowed.opensPort(name, address, port)) {
                refusal = "of the ports below " + FIRST_FREE_PORT + " only 80 and 443 are called";
            } else {
                admitted.add(address);
            }
        }
        if (admitted.isEmpty()) {
            throw new ForbiddenAddressException("This server does not call the URL: " + refusal + ".");
        }
        return admitted;
    }

    private static boolean isOpen(int port) {
        return port >= FIRST_FREE_PORT || port == 80 || port == 443;
    }

    private static OutboundException malformed(String sentence) {
        return new OutboundException(
                OutboundFailure.FORBIDDEN_ADDRESS, sentence, "Write it like https://agent.example/path.");
    }

    private static OutboundException forbidden(String sentence) {
        return new OutboundException(OutboundFailure.FORBIDDEN_ADDRESS, sentence);
    }
}
