package me.fhir.chitchat.outbound.card;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundFailure;
import me.fhir.chitchat.outbound.OutboundHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of an A2A agent from the address of its card, of the endpoint itself or of its host, and makes sure that
 * it answers: first a card, then what the card offers in its order; without a card the address, in 1.0 and in 0.3. For any
 * thread.
 */
public final class EndpointFinder {
    private static final List<A2aDialect> WITHOUT_CARD = List.of(A2aDialect.JSONRPC_10, A2aDialect.JSONRPC_03);

    private final OutboundClient client;

    public EndpointFinder(OutboundClient client) {
        this.client = client;
    }

    /**
     * Finds the endpoint.
     *
     * @param headers sent to the origin of the address only
     * @throws OutboundException when there is none that answers
     */
    public AgentEndpoint find(URI address, OutboundHeaders headers, Duration timeLimit)
            throws OutboundException, InterruptedException {
        Inspection inspection = inspect(address, headers, timeLimit);
        if (inspection.endpoint() != null) {
            return inspection.endpoint();
        }
        throw inspection.failure() == null
                ? new OutboundException(OutboundFailure.NOT_A2A, "No A2A agent was found.")
                : inspection.failure();
    }

    /** The same with all that was learned on the way, whether or not an endpoint was found. */
    public Inspection inspect(URI address, OutboundHeaders headers, Duration timeLimit) throws InterruptedException {
        Deadline deadline = new Deadline(timeLimit);
        EndpointProbe probe = new EndpointProbe(client, headers, address);
        CardReading card = null;
        try {
            CardSearch search = new CardSearch(client, headers, deadline);
            card = search.find(address);
            return card == null
                    ? withoutCard(address, search.obstacle(), probe, deadline)
                    : firstThatAnswers(card.endpoints(), probe, deadline);
        } catch (OutboundException e) {
            return Inspection.failed(card == null ? null : card.summary(), e);
        }
    }

    private static Inspection firstThatAnswers(List<AgentEndpoint> endpoints, EndpointProbe probe, Deadline deadline)
            throws OutboundException, InterruptedException {
        OutboundException first = null;
        for (AgentEndpoint endpoint : endpoints) {
            AgentEndpoint other = otherVersion(endpoint);
            for (AgentEndpoint attempt : other == null ? List.of(endpoint) : List.of(endpoint, other)) {
                Optional<OutboundException> failure = probe.failure(attempt, deadline);
                if (failure.isEmpty()) {
                    return Inspection.found(attempt);
                }
                first = first == null ? failure.get() : first;
                if (failure.get().failure() != OutboundFailure.VERSION) {
                    break;
                }
            }
        }
        throw first == null ? new OutboundException(OutboundFailure.CARD_INVALID, "The card is empty.") : first;
    }

    /** Cards that were written by hand often confuse their own version with that of the protocol. */
    private static @Nullable AgentEndpoint otherVersion(AgentEndpoint endpoint) {
        A2aDialect other =
                switch (endpoint.dialect()) {
                    case JSONRPC_10 -> A2aDialect.JSONRPC_03;
                    case JSONRPC_03 -> A2aDialect.JSONRPC_10;
                    case HTTP_JSON_10 -> null;
                };
        return other == null ? null : endpoint.speaking(other);
    }

    private static Inspection withoutCard(
            URI address, @Nullable OutboundException obstacle, EndpointProbe probe, Deadline deadline)
            throws OutboundException, InterruptedException {
        if (obstacle != null && (CardLocations.isCard(address) || obstacle.failure() == OutboundFailure.CARD_INVALID)) {
            throw obstacle;
        }
        if (CardLocations.isCard(address)) {
            throw new OutboundException(OutboundFailure.NOT_FOUND, "There is no agent card at this URL.");
        }
        OutboundException last = new OutboundException(OutboundFailure.NOT_A2A, "What answers does not speak A2A.");
        for (A2aDialect dialect : WITHOUT_CARD) {
            AgentEndpoint endpoint = new AgentEndpoint(address, dialect, null, false, null);
            Optional<OutboundException> failure = probe.failure(endpoint, deadline);
            if (failure.isEmpty()) {
                return Inspection.found(endpoint);
            }
            if (failure.get().failure() != OutboundFailure.VERSION) {
                last = failure.get();
                break;
            }
        }
        throw last;
    }
}
