package me.fhir.chitchat.a2a.dial;

import java.net.URI;
import java.util.Optional;
import me.fhir.chitchat.a2a.client.A2aRefusal;
import me.fhir.chitchat.a2a.client.AgentFinder;
import me.fhir.chitchat.a2a.client.AgentUnreachableException;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.seat.DialTarget;

/** Calls agents through the guarded client. For any thread. */
public final class OutboundConnector implements AgentConnector {
    private final OutboundGuard guard;
    private final AgentFinder finder;

    public OutboundConnector(OutboundClient client, OutboundGuard guard) {
        this.guard = guard;
        this.finder = new AgentFinder(client);
    }

    @Override
    public AgentFinder.FoundAgent find(DialTarget target)
            throws AgentUnreachableException, A2aRefusal, InterruptedException {
        return finder.find(target.url(), target.headers(), target.responseTimeout());
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
