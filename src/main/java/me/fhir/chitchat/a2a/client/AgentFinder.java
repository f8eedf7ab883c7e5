package me.fhir.chitchat.a2a.client;

import java.net.URI;
import java.time.Duration;
import me.fhir.chitchat.outbound.HeaderMask;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundFailure;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.outbound.card.AgentEndpoint;
import me.fhir.chitchat.outbound.card.CardSummary;
import me.fhir.chitchat.outbound.card.EndpointFinder;
import org.jspecify.annotations.Nullable;

/** Finds agents by their addresses, to be called through one client. For any thread. */
public final class AgentFinder {
    private static final Duration MAX_SEARCH = Duration.ofSeconds(20);

    private final OutboundClient client;
    private final EndpointFinder finder;

    public AgentFinder(OutboundClient client) {
        this.client = client;
        this.finder = new EndpointFinder(client);
    }

    /**
     * An agent that was found.
     *
     * @param name the name that its card gives; null when there is no card
     */
    public record FoundAgent(A2aTurn.Line line, @Nullable String name) {}

    /**
     * Looks for the agent at an address.
     *
     * @param headers sent to the address's own host with every request, and taken out of its answers
     * @param responseTimeout how long each of its answers may take
     * @throws AgentUnreachableException when it is not found; it may be later
     * @throws A2aRefusal when it requires other credentials
     */
    public FoundAgent find(URI address, OutboundHeaders headers, Duration responseTimeout)
            throws AgentUnreachableException, A2aRefusal, InterruptedException {
        Duration limit = responseTimeout.compareTo(MAX_SEARCH) < 0 ? responseTimeout : MAX_SEARCH;
        try {
            return reach(finder.find(address, headers, limit), address, headers, responseTimeout);
        } catch (OutboundException e) {
            if (e.failure() == OutboundFailure.UNAUTHORIZED) {
                throw new A2aRefusal(A2aRefusal.RefusalKind.CREDENTIALS, e.sentence());
            }
            throw new AgentUnreachableException(e.sentence());
        }
    }

    /**
     * How an endpoint is called that was found already.
     *
     * @param address under which it was looked for, whose host the headers are for
     */
    public FoundAgent reach(AgentEndpoint found, URI address, OutboundHeaders headers, Duration responseTimeout) {
        OutboundHeaders own = found.mayHaveHeadersOf(address) ? headers : OutboundHeaders.NONE;
        CardSummary card = found.card();
        return new FoundAgent(
                new A2aTurn.Line(
                        new OutboundHttp(client, own, responseTimeout),
                        found.uri(),
                        found.dialect(),
                        found.tenant(),
                        found.streaming()),
                card == null ? null : HeaderMask.of(headers).apply(card.name()));
    }
}
