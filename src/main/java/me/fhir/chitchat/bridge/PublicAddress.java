package me.fhir.chitchat.bridge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Under which address the outside world reaches the API: as configured, else as the request says. */
public final class PublicAddress {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");

    private final @Nullable String configured;

    /** Takes {@code PUBLIC_API_BASE_URL}, such as {@code https://host/api}; null or blank when it is not set. */
    public PublicAddress(@Nullable String configured) {
        String stripped = configured == null ? "" : configured.strip();
        while (stripped.endsWith("/")) {
            stripped = stripped.substring(0, stripped.length() - 1);
        }
        this.configured = stripped.isEmpty() ? null : stripped;
    }

    /** Whether the address is configured, so that it does not depend on the request. */
    public boolean configured() {
        return configured != null;
    }

    /** The base of the API without a slash at its end, such as {@code https://host/api}. */
    public String apiBase(UriInfo uri, HttpHeaders headers) {
        if (configured != null) {
            return configured;
        }
        URI base = uri.getBaseUri();
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        String scheme = scheme(headers.getHeaderString("X-Forwarded-Proto"), base.getScheme());
        String host = host(headers.getHeaderString("X-Forwarded-Host"), base.getRawAuthority());
        return scheme + "://" + host + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** The same for a request that no resource serves. */
    public String apiBase(HttpServletRequest request) {
        if (configured != null) {
            return configured;
        }
        String direct = request.getHeader("Host") == null
                ? request.getServerName() + ":" + request.getServerPort()
                : request.getHeader("Host");
        return scheme(request.getHeader("X-Forwarded-Proto"), request.getScheme()) + "://"
                + host(request.getHeader("X-Forwarded-Host"), direct) + "/api";
    }

    private static String scheme(@Nullable String forwarded, String direct) {
        String scheme = first(forwarded).toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : direct;
    }

    private static String host(@Nullable String forwarded, String direct) {
        String host = first(forwarded);
        return HOST.matcher(host).matches() ? host : direct;
    }

    /** Of several proxies the outermost wrote first. */
    private static String first(@Nullable String list) {
        return list == null ? "" : list.split(",", 2)[0].strip();
    }
}
