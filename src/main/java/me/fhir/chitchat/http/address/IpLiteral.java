package me.fhir.chitchat.http.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses that are written as numbers. */
public final class IpLiteral {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private IpLiteral() {}

    /**
     * The address that is written as four decimal numbers, or in a form of IPv6 with or without brackets; empty for names
     * and for all other ways to write numbers, which programs read differently. An IPv4 address inside IPv6
     * ({@code ::ffff:10.0.0.1}) is that IPv4 address.
     */
    public static Optional<InetAddress> parse(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        boolean literal = bare.equals(text)
                ? IPV4.matcher(bare).matches() || IPV6.matcher(bare).matches()
                : IPV6.matcher(bare).matches();
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
