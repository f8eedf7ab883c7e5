package me.fhir.chitchat.history;

import com.fasterxml.jackson.databind.JsonNode;

/** Of a client that reads answers alone. */
final class IgnoredFrames implements RpcSession.Watcher {
    @Override
    public void frame(String text) {
        // Nobody's eyes.
    }

    @Override
    public void event(RpcSession session, JsonNode event) {
        // It has not subscribed.
    }
}
