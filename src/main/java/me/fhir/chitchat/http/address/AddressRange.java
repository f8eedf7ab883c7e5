package me.fhir.chitchat.http.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits, written as {@code 10.0.0.0/8}; a single address is a range of one. */
public final class AddressRange {
    private static final Pattern PREFIX_LENGTH = Pattern.compile("[0-9]{1,3}");

    private final byte[] prefix;
    private final int bits;

    private AddressRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads an address or a range in the notation of CIDR.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static AddressRange of(String text) {
        String[] parts = text.split("/", 2);
        byte[] address =
                IpLiteral.parse(parts[0]).orElseThrow(() -> wrong(text)).getAddress();
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
        return new IllegalArgumentException("\"" + text + "\" is not an address range such as 10.0.0.0/8 or fd00::/8");
    }

    /** Whether it holds one address only. */
    public boolean isSingle() {
        return bits == prefix.length * Byte.SIZE;
    }

    /** Whether an address is in the range; one of the other version never is. */
    public boolean contains(InetAddress address) {
        byte[] given = address.getAddress();
        if (given.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return Arrays.equals(given, 0, whole, prefix, 0, whole)
                && (rest == 0 || ((given[whole] ^ prefix[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0);
    }
}
