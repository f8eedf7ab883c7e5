package me.fhir.chitchat.seat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A server that calls nobody. */
public enum NoDialTargets implements DialTargets {
    INSTANCE;

    @Override
    public Optional<String> problem(URI url) {
        return Optional.of("cannot be called");
    }

    @Override
    public void add(long conversation, Map<String, DialTarget> byAgent) {
        // There is nothing to keep.
    }

    @Override
    public Map<String, URI> urls(long conversation) {
        return Map.of();
    }
}
