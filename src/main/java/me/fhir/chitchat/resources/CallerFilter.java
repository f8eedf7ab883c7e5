package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import java.util.Optional;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatGuard;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request the access that its code gives right to: {@code Authorization: Bearer {code}} or {@code ?seat={code}}.
 * A request with a wrong code is one without any.
 */
public final class CallerFilter implements ContainerRequestFilter {
    private static final String BEARER = "bearer ";
    private static final String ACCESS = CallerFilter.class.getName();

    private final SeatGuard guard;
    private final ClientAddress addresses;

    @Context
    private @Nullable HttpServletRequest servletRequest;

    public CallerFilter(SeatGuard guard, ClientAddress addresses) {
        this.guard = guard;
        this.addresses = addresses;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Access access =
                code(request).map(code -> guard.accessOf(code, caller(request))).orElse(guard.anonymous());
        request.setProperty(ACCESS, access);
    }

    private static Optional<String> code(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            // A token that has not the form of a code belongs to something else, such as a proxy: it is no guess.
            return Optional.of(header.substring(BEARER.length())).filter(SeatCode::isWellFormed);
        }
        return Optional.ofNullable(request.getUriInfo().getQueryParameters().getFirst("seat"));
    }

    private CallerInfo caller(ContainerRequestContext request) {
        HttpServletRequest servlet = Objects.requireNonNull(servletRequest);
        return new CallerInfo(addresses.of(servlet), "http", request.getHeaderString(HttpHeaders.USER_AGENT));
    }

    /** The caller's access. */
    static Access access(ContainerRequestContext request) {
        if (request.getProperty(ACCESS) instanceof Access access) {
            return access;
        }
        throw new IllegalStateException("no caller filter is registered");
    }
}
