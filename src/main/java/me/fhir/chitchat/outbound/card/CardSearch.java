package me.fhir.chitchat.outbound.card;

import java.net.URI;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.outbound.HeaderMask;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundFailure;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.outbound.OutboundRequest;
import me.fhir.chitchat.outbound.OutboundStream;
import me.fhir.chitchat.outbound.UrlOrigin;
import org.jspecify.annotations.Nullable;

/** Looks for an agent's card at the places where it may be. For one search. */
final class CardSearch {
    private static final int MAX_CARD_LENGTH = 1024 * 1024;

    private final OutboundClient client;
    private final OutboundHeaders headers;
    private final Deadline deadline;
    private @Nullable OutboundException obstacle;

    CardSearch(OutboundClient client, OutboundHeaders headers, Deadline deadline) {
        this.client = client;
        this.headers = headers;
        this.deadline = deadline;
    }

    /**
     * The first card; null when there is none, and then {@link #obstacle} may know why.
     *
     * @throws OutboundException when the host does not answer
     */
    @Nullable
    CardReading find(URI address) throws OutboundException, InterruptedException {
        for (URI place : CardLocations.of(address)) {
            CardReading card = at(place, place.equals(address));
            if (card != null) {
                return card;
            }
        }
        return null;
    }

    /** The obstacles, the most informative first; null when all places were merely empty. */
    @Nullable
    OutboundException obstacle() {
        return obstacle;
    }

    private @Nullable CardReading at(URI place, boolean given) throws OutboundException, InterruptedException {
        OutboundRequest request = OutboundRequest.get(place, deadline.left()).with(headers);
        try (OutboundStream answer = client.open(request, deadline.left())) {
            if (answer.isEventStream()) {
                return null;
            }
            if (answer.status() != 200) {
                note(answer.status(), given);
                answer.discard();
                return null;
            }
            return read(answer, !given || CardLocations.isCard(place));
        }
    }

    /** @param expected whether a card should be here */
    private @Nullable CardReading read(OutboundStream answer, boolean expected)
            throws OutboundException, InterruptedException {
        // Some quote the headers that they were sent.
        String body = HeaderMask.of(headers).apply(answer.body(deadline.left()));
        Json.Object object = body.length() > MAX_CARD_LENGTH ? null : Json.objectOrNull(body);
        if (object != null && (CardReading.isCard(object) || (expected && object.has("url")))) {
            return new CardReading(answer.uri(), object);
        }
        String type = String.valueOf(answer.header("content-type"));
        boolean otherwiseMeant = object != null && (object.has("jsonrpc") || object.has("error"));
        if (expected && !otherwiseMeant && (object != null || type.contains("json"))) {
            obstacle = new OutboundException(
                    OutboundFailure.CARD_INVALID,
                    object == null
                            ? "What " + UrlOrigin.of(answer.uri()).host() + " gives as agent card is not a JSON object."
                            : "What " + UrlOrigin.of(answer.uri()).host() + " gives as agent card names no endpoint.");
        }
        return null;
    }

    private void note(int status, boolean given) {
        OutboundFailure failure = OutboundFailure.ofStatus(status).orElse(OutboundFailure.BAD_RESPONSE);
        boolean telling = failure == OutboundFailure.UNAUTHORIZED || (given && failure == OutboundFailure.BAD_RESPONSE);
        if (telling && obstacle == null) {
            obstacle = new OutboundException(failure, "The agent refused to show its card (HTTP " + status + ").");
        }
    }
}
