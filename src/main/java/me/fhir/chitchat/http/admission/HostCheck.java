package me.fhir.chitchat.http.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other sites away from a server on a developer's machine: a page whose name was bound anew to this
 * address (DNS rebinding) still sends its own name as {@code Host}. For any thread.
 */
public final class HostCheck {
    /** Answers a request with several origins. */
    public static final String ONE_ORIGIN = "A request has at most one Origin header.";

    /** A comma list of host names, as {@code ALLOWED_HOSTS} may hold it. */
    public static final String LIST =
            "\\s*|\\s*(\\*|\\[[0-9a-fA-F:.]+]|[^\\s/,@:?#\\[\\]]+)(:[0-9]+)?(\\s*,\\s*((\\*|\\[[0-9a-fA-F:.]+]|[^\\s/,@:?#\\[\\]]+)(:[0-9]+)?)?)*\\s*";

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern DEFAULT_PORT = Pattern.compile(":(80|443)$");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final Set<String> allowed;
    private final Predicate<String> originAllowed;
    private final @Nullable String publicAuthority;
    private volatile @Nullable Set<String> machine;

    /**
     * @param publicApiBaseUrl its configured address, or null
     * @param allowedHosts comma list of further names ({@code ALLOWED_HOSTS}), {@code *} for any; or null
     * @param originAllowed which origins {@code CORS_ALLOWED_ORIGINS} lets in
     */
    public HostCheck(
            @Nullable String publicApiBaseUrl, @Nullable String allowedHosts, Predicate<String> originAllowed) {
        Set<String> names = Arrays.stream((allowedHosts == null ? "" : allowedHosts).split(","))
                .map(HostCheck::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
        if (publicApiBaseUrl != null) {
            names.add(nameOf(publicApiBaseUrl.strip()));
        }
        this.allowed = Set.copyOf(names);
        this.originAllowed = originAllowed;
        this.publicAuthority = publicApiBaseUrl == null ? null : authority(publicApiBaseUrl.strip());
    }

    /** Whether a request names several origins, of which only the first would be checked; browsers name one. */
    public static boolean hasSeveralOrigins(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Origin")).size() > 1;
    }

    /**
     * Why a request is to be refused with 403; empty when it is fine.
     *
     * @param host the header {@code Host} as it arrived here, or null
     * @param origin the header {@code Origin}, or null
     */
    public Optional<HostRefusal> refusal(@Nullable String host, @Nullable String origin) {
        if (host != null && !hostAllowed(name(host))) {
            return Optional.of(new HostRefusal(
                    HostRefusal.RefusedBy.HOST,
                    "This server does not answer under the name \"" + printable(name(host))
                            + "\". If the name is its own, add it to ALLOWED_HOSTS, or set PUBLIC_API_BASE_URL."));
        }
        if (origin != null && !own(origin, host) && !originAllowed.test(origin)) {
            return Optional.of(new HostRefusal(
                    HostRefusal.RefusedBy.ORIGIN,
                    "Pages of the origin \"" + printable(origin)
                            + "\" may not call this server; CORS_ALLOWED_ORIGINS lists those that may."));
        }
        return Optional.empty();
    }

    private boolean hostAllowed(String name) {
        return allowed.contains("*")
                || allowed.contains(name)
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || name.endsWith(".local")
                || name.startsWith("[")
                || IPV4.matcher(name).matches()
                || machineNames().contains(name);
    }

    /** Whether a page comes from this server; a proxy may have changed the Host, but not the configured address. */
    private boolean own(String origin, @Nullable String host) {
        String authority = authority(origin);
        return !authority.isEmpty()
                && (authority.equals(publicAuthority)
                        || (host != null && authority.equals(withoutDefaultPort(host.strip()))));
    }

    /** Host and port of an address; empty when it has none, such as the origin {@code null}. */
    private static String authority(String url) {
        int scheme = url.indexOf("://");
        if (scheme <= 0) {
            return "";
        }
        int slash = url.indexOf('/', scheme + 3);
        return withoutDefaultPort(url.substring(scheme + 3, slash < 0 ? url.length() : slash));
    }

    private static String withoutDefaultPort(String authority) {
        return DEFAULT_PORT.matcher(authority.toLowerCase(Locale.ROOT)).replaceFirst("");
    }

    private static String nameOf(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "" : name(host);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A host without its port, in lower case, without the dot of a full name. */
    private static String name(String host) {
        String stripped = host.strip().toLowerCase(Locale.ROOT);
        String bare = stripped.endsWith("]") ? stripped : PORT.matcher(stripped).replaceFirst("");
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static String printable(String text) {
        String cut = text.length() > 200 ? text.substring(0, 200) : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private Set<String> machineNames() {
        Set<String> known = machine;
        if (known == null) {
            known = lookUpMachineNames();
            machine = known;
        }
        return known;
    }

    private static Set<String> lookUpMachineNames() {
        Set<String> names = new HashSet<>();
        String variable = System.getenv("HOSTNAME");
        if (variable != null && !variable.isBlank()) {
            names.add(name(variable));
        }
        try {
            InetAddress self = InetAddress.getLocalHost();
            names.add(name(self.getHostName()));
            names.add(name(self.getCanonicalHostName()));
        } catch (UnknownHostException e) {
            // A machine without a name has none to be called by.
        }
        return Set.copyOf(names);
    }
}
