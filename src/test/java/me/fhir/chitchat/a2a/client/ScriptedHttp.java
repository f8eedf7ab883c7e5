package me.fhir.chitchat.a2a.client;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers requests with what a test has written down, in its order, and remembers them. */
final class ScriptedHttp implements AgentHttp {
    /** A frame after which the connection breaks. */
    static final String BREAK = "break";

    final List<String> requests = new ArrayList<>();
    private final Deque<ScriptedReply> replies = new ArrayDeque<>();

    /** A JSON answer. */
    ScriptedHttp json(int status, String body) {
        replies.add(new ScriptedReply(status, List.of(body), false));
        return this;
    }

    ScriptedHttp stream(String... frames) {
        replies.add(new ScriptedReply(200, List.of(frames), true));
        return this;
    }

    /** No connection. */
    ScriptedHttp silence() {
        replies.add(new ScriptedReply(0, List.of(), false));
        return this;
    }

    @Override
    public AgentReply open(URI uri, @Nullable String json, Map<String, String> headers)
            throws AgentUnreachableException {
        requests.add(
                (json == null ? "GET " : "POST ") + uri.getRawPath() + " " + headers.get("A2A-Version") + " " + json);
        ScriptedReply reply = replies.remove();
        if (reply.status == 0) {
            throw new AgentUnreachableException("No connection.");
        }
        return reply;
    }

    private static final class ScriptedReply implements AgentReply {
        private final int status;
        private final Deque<String> frames;
        private final boolean stream;

        ScriptedReply(int status, List<String> frames, boolean stream) {
            this.status = status;
            this.frames = new ArrayDeque<>(frames);
            this.stream = stream;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public boolean isEventStream() {
            return stream;
        }

        @Override
        public @Nullable String next() throws AgentUnreachableException {
            String frame = frames.poll();
            if (BREAK.equals(frame)) {
                throw new AgentUnreachableException("The connection broke.");
            }
            return frame;
        }

        @Override
        public String body() {
            return frames.remove();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
