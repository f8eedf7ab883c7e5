package me.fhir.chitchat.resources;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.InterceptorContext;
import java.time.Duration;
import me.fhir.chitchat.http.admission.ResponsePermits;
import org.jspecify.annotations.Nullable;

/**
 * Takes a place before a {@link LargeResponse} is read, and answers 503 when there is none for some seconds.
 * {@link LargeResponses} gives it back once the answer is counted.
 */
@LargeResponse
final class LargeResponseFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);
    private static final String PLACE = LargeResponseFilter.class.getName();

    private final ResponsePermits places;

    LargeResponseFilter(ResponsePermits places) {
        this.places = places;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        takePlace(request, places);
    }

    /** Takes one of the places that a resource has of its own. */
    static void takePlace(ContainerRequestContext request, ResponsePermits places) {
        request.setProperty(PLACE, places.tryTake(MAX_WAIT).orElseThrow(BusyResponse::refusal));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!response.hasEntity()) {
            giveBack(request.getProperty(PLACE));
        }
    }

    /** Gives the place of a request back, if it has one. */
    static void giveBack(InterceptorContext context) {
        giveBack(context.getProperty(PLACE));
    }

    private static void giveBack(@Nullable Object property) {
        if (property instanceof ResponsePermits.HeldPermit place) {
            place.close();
        }
    }
}
