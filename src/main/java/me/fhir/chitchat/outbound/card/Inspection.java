package me.fhir.chitchat.outbound.card;

import me.fhir.chitchat.outbound.OutboundException;
import org.jspecify.annotations.Nullable;

/**
 * The findings about an address.
 *
 * @param endpoint that answered; null when there was none
 * @param card what the card says, if there is one
 * @param failure why there is no endpoint; null when there is one
 */
public record Inspection(
        @Nullable AgentEndpoint endpoint,
        @Nullable CardSummary card,
        @Nullable OutboundException failure) {
    static Inspection found(AgentEndpoint endpoint) {
        return new Inspection(endpoint, endpoint.card(), null);
    }

    static Inspection failed(@Nullable CardSummary card, OutboundException failure) {
        return new Inspection(null, card, failure);
    }
}
