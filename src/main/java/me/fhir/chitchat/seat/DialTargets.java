package me.fhir.chitchat.seat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The agents that this server calls. Every call may wait for the store or the network. */
public interface DialTargets {
    /** Why this server may not call an address, as the end of a sentence that begins with it; empty when it may. */
    Optional<String> problem(URI url);

    /** Keeps whom to call for the agents of a new conversation. */
    void add(long conversation, Map<String, DialTarget> byAgent);

    /** The addresses by agent; without the headers, which are secret. */
    Map<String, URI> urls(long conversation);
}
