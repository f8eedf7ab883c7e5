package me.fhir.chitchat.resources;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.InterceptorContext;
import java.time.Duration;
import me.fhir.chitchat.admission.AnswerPlaces;
import org.jspecify.annotations.Nullable;

/**
 * Takes a place before a {@link LargeAnswer} is read, and answers 503 when there is none for some seconds.
 * {@link LargeAnswers} gives it back once the answer is counted.
 */
@LargeAnswer
final class LargeAnswerFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final String PLACE = LargeAnswerFilter.class.getName();

    private final AnswerPlaces places;

    LargeAnswerFilter(AnswerPlaces places) {
        this.places = places;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(PLACE, places.tryTake(LONGEST_WAIT).orElseThrow(Busy::refusal));
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
        if (property instanceof AnswerPlaces.TakenPlace place) {
            place.close();
        }
    }
}
