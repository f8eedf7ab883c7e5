package me.fhir.chitchat.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.http.address.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * The destinations that the operator admits beyond public addresses ({@code OUTBOUND_ALLOW}): a comma list of address ranges and host names,
 * each with or without a port; {@code local} admits loopback and private addresses, {@code none} nothing.
 */
public final class AllowList {
    /** The entries of a list; {@link #of} checks each. */
    public static final String LIST = "[0-9A-Za-z:./,_\\[\\]\\s-]*";

    static final String LOCAL = "local";
    static final String NONE = "none";

    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]*]|[^:]+):([0-9]{1,5})");
    private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
    private static final int GREATEST_PORT = 65_535;

    private final boolean local;
    private final List<AllowedEntry> entries;

    private record AllowedEntry(
            @Nullable String host, @Nullable AddressRange range, int port) {
        boolean opens(int asked) {
            return port == asked;
        }

        boolean admits(String name, InetAddress address, AddressKind kind, int asked) {
            if (port >= 0 && port != asked) {
                return false;
            }
            if (range == null) {
                // A name's owner decides where it leads, so it opens only what such names are for.
                return name.equals(host) && isLocal(kind);
            }
            return range.contains(address) && (kind != AddressKind.METADATA || range.isSingle());
        }
    }

    private AllowList(boolean local, List<AllowedEntry> entries) {
        this.local = local;
        this.entries = entries;
    }

    /**
     * Reads a list; a blank one admits nothing.
     *
     * @throws IllegalArgumentException naming the entry that is wrong
     */
    public static AllowList of(String list) {
        List<String> texts = Arrays.stream(list.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.equals(NONE))
                .toList();
        return new AllowList(
                texts.contains(LOCAL),
                texts.stream()
                        .filter(text -> !text.equals(LOCAL))
                        .map(AllowList::entry)
                        .toList());
    }

    private static AllowedEntry entry(String text) {
        Matcher matcher = WITH_PORT.matcher(text);
        if (!matcher.matches()) {
            return entry(text, text, -1);
        }
        int port = Integer.parseInt(matcher.group(2));
        if (port == 0 || port > GREATEST_PORT) {
            throw wrong(text);
        }
        return entry(text, matcher.group(1), port);
    }

    private static AllowedEntry entry(String whole, String place, int port) {
        boolean looksLikeName = place.chars().anyMatch(c -> c >= 'g' && c <= 'z') || place.matches(".*\\.[a-z]+");
        if (looksLikeName && HOST.matcher(place).matches()) {
            return new AllowedEntry(place, null, port);
        }
        try {
            return new AllowedEntry(null, AddressRange.of(place), port);
        } catch (IllegalArgumentException e) {
            throw wrong(whole);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is neither local, none, a host name nor an address range such as 10.0.0.0/8");
    }

    /** Whether a port below 1024 is named for this host or address. */
    boolean opensPort(String name, InetAddress address, int port) {
        AddressKind kind = AddressKind.of(address);
        return entries.stream()
                .anyMatch(entry ->
                        entry.opens(port) && (entry.admits(name, address, kind, port) || name.equals(entry.host())));
    }

    /** Whether an address that is not public may be connected to. */
    boolean admits(String name, InetAddress address, int port) {
        AddressKind kind = AddressKind.of(address);
        return (local && isLocal(kind)) || entries.stream().anyMatch(entry -> entry.admits(name, address, kind, port));
    }

    private static boolean isLocal(AddressKind kind) {
        return kind == AddressKind.LOOPBACK || kind == AddressKind.PRIVATE;
    }
}
