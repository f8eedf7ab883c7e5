package me.fhir.chitchat.a2a.dial;

import java.time.Duration;
import me.fhir.chitchat.a2a.client.A2aRefusal;
import me.fhir.chitchat.a2a.client.AgentFinder.FoundAgent;
import me.fhir.chitchat.a2a.client.AgentUnreachableException;
import me.fhir.chitchat.seat.DialTarget;
import org.jspecify.annotations.Nullable;

/** How one agent is spoken to, looked up when it is needed first and when it had to be given up. For one thread at a time. */
final class AgentConnection {
    private final DialTarget target;
    private final AgentConnector lines;
    private @Nullable FoundAgent found;

    AgentConnection(DialTarget target, AgentConnector lines) {
        this.target = target;
        this.lines = lines;
    }

    FoundAgent find() throws AgentUnreachableException, A2aRefusal, InterruptedException {
        FoundAgent known = found;
        if (known == null) {
            known = lines.find(target);
            found = known;
        }
        return known;
    }

    /** The agent, if it was found. */
    @Nullable
    FoundAgent known() {
        return found;
    }

    /** It may come back at another endpoint, or as another version. */
    void forget() {
        found = null;
    }

    /** How long it may be silent before it counts as lost. */
    Duration responseTimeout() {
        return target.responseTimeout();
    }
}
