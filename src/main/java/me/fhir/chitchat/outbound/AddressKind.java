package me.fhir.chitchat.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import me.fhir.chitchat.http.address.AddressRange;

/**
 * The purpose that an address is reserved for (IANA's registries of special-purpose addresses). Of IPv6 only global unicast addresses
 * are public, without those that stand for IPv4 addresses.
 */
enum AddressKind {
    /** Where clouds serve machines their credentials; some of these are inside ranges of other kinds. */
    METADATA(
            "an address of a cloud's metadata service",
            "169.254.169.254",
            "169.254.170.0/24",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::/32",
            "fd20:ce::254",
            "fd00:42::42"),
    LOOPBACK("a loopback address", "127.0.0.0/8", "::1"),
    PRIVATE("a private address", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"),
    LINK_LOCAL("a link-local address", "169.254.0.0/16", "fe80::/10"),
    MULTICAST("a multicast address", "224.0.0.0/4", "ff00::/8"),
    UNSPECIFIED("an unspecified address", "0.0.0.0/8", "::"),
    EMBEDDED(
            "an IPv6 address that stands for an IPv4 address",
            "::/96",
            "::ffff:0:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2001::/32",
            "2002::/16",
            "192.88.99.0/24"),
    RESERVED(
            "a reserved address",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20"),
    PUBLIC("a public address", "0.0.0.0/0", "2000::/3"),
    OTHER("an address that is not assigned", "::/0");

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // The list is, and the ranges are.
    private final List<AddressRange> ranges;

    AddressKind(String title, String... ranges) {
        this.title = title;
        this.ranges = Arrays.stream(ranges).map(AddressRange::of).toList();
    }

    /** As it reads in a sentence. */
    String title() {
        return title;
    }

    /** The first kind in the order above that the address belongs to. */
    static AddressKind of(InetAddress address) {
        return Arrays.stream(values())
                .filter(kind -> kind.ranges.stream().anyMatch(range -> range.contains(address)))
                .findFirst()
                .orElse(OTHER);
    }
}
