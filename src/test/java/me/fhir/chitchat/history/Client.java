package me.fhir.chitchat.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A participant or spectator of a talk over WebSocket, which connects again after each loss. One thread. */
abstract class Client implements Runnable, RpcSession.Watcher {
    private final RunContext run;
    private final Talk talk;
    private final Viewer viewer;
    private volatile @Nullable RpcSession session;

    Client(RunContext run, Talk talk, Viewer viewer) {
        this.run = run;
        this.talk = talk;
        this.viewer = viewer;
    }

    final RunContext context() {
        return run;
    }

    final Talk talk() {
        return talk;
    }

    final Viewer viewer() {
        return viewer;
    }

    final ObjectNode params() {
        return RpcSession.JSON.createObjectNode().put("conversationId", talk.conversation());
    }

    /** A call over the connection that there is, or a new one; after a loss there is none. */
    final JsonNode call(String method, ObjectNode params) throws LostConnection, RefusedCall {
        try {
            return connected().call(method, params);
        } catch (LostConnection e) {
            disconnect();
            throw e;
        }
    }

    final RpcSession connected() throws LostConnection {
        RpcSession open = session;
        return open == null ? RpcSession.open(run, talk.query(viewer), this, opened -> session = opened) : open;
    }

    final boolean isCurrent(RpcSession other) {
        return session == other;
    }

    final void disconnect() {
        RpcSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void frame(String text) {
        run.reached(viewer, talk.conversation(), text);
    }

    @Override
    public void event(RpcSession from, JsonNode event) {
        // Those who subscribe look at it.
    }
}
