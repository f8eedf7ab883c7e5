package me.fhir.chitchat.a2a.dial;

import java.net.URI;
import java.util.Optional;
import me.fhir.chitchat.a2a.client.A2aRefusal;
import me.fhir.chitchat.a2a.client.AgentFinder;
import me.fhir.chitchat.a2a.client.AgentUnreachableException;
import me.fhir.chitchat.seat.DialTarget;

/** Finds out how an agent is spoken to. For any thread. */
public interface AgentConnector {
    /**
     * Looks for the agent at an address.
     *
     * @throws AgentUnreachableException when it is not found; it may be later
     * @throws A2aRefusal when it requires other credentials
     */
    AgentFinder.FoundAgent find(DialTarget target) throws AgentUnreachableException, A2aRefusal, InterruptedException;

    /** Why an address may not be called, as the end of a sentence that begins with it; empty when it may. */
    Optional<String> problem(URI url);
}
