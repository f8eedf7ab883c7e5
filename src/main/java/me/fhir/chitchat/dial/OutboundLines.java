package me.fhir.chitchat.dial;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import me.fhir.chitchat.a2aclient.A2aRefusal;
import me.fhir.chitchat.a2aclient.A2aTurn;
import me.fhir.chitchat.a2aclient.AgentUnreachableException;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundFailure;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.outbound.card.AgentEndpoint;
import me.fhir.chitchat.outbound.card.CardSummary;
import me.fhir.chitchat.outbound.card.EndpointFinder;
import me.fhir.chitchat.seat.DialTarget;

/** Finds agents by their cards, and calls them through the guarded client. For any thread. */
public final class OutboundLines implements AgentLines {
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(20);

    private final OutboundClient client;
    private final OutboundGuard guard;
    private final EndpointFinder finder;

    public OutboundLines(OutboundClient client, OutboundGuard guard) {
        this.client = client;
        this.guard = guard;
        this.finder = new EndpointFinder(client);
    }

    @Override
    public FoundAgent find(DialTarget target) throws AgentUnreachableException, A2aRefusal, InterruptedException {
        Duration limit = target.patience().compareTo(LONGEST_SEARCH) < 0 ? target.patience() : LONGEST_SEARCH;
        try {
            AgentEndpoint found = finder.find(target.url(), target.headers(), limit);
            OutboundHeaders own = found.mayHaveHeadersOf(target.url()) ? target.headers() : OutboundHeaders.NONE;
            CardSummary card = found.card();
            return new FoundAgent(
                    new A2aTurn.Line(
                            new OutboundHttp(client, own, target.patience()),
                            found.uri(),
                            found.dialect(),
                            found.tenant(),
                            found.streaming()),
                    card == null ? null : HeaderMask.of(target.headers()).apply(card.name()));
        } catch (OutboundException e) {
            if (e.failure() == OutboundFailure.UNAUTHORIZED) {
                throw new A2aRefusal(A2aRefusal.RefusalKind.CREDENTIALS, e.sentence());
            }
            throw new AgentUnreachableException(e.sentence());
        }
    }

    @Override
    public Optional<String> problem(URI url) {
        try {
            guard.check(url);
            return Optional.empty();
        } catch (OutboundException e) {
            return Optional.of("cannot be called: " + e.sentence());
        }
    }
}
