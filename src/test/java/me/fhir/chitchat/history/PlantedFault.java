package me.fhir.chitchat.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fault that a server could have, made by what stands before it. */
enum PlantedFault {
    NONE(null) {},

    /** A message is acknowledged and forgotten. */
    LOST_APPEND(Violation.Kind.LOST) {
        @Override
        void fromClient(Turns turns, String frame, LyingProxy.Sender server, LyingProxy.Sender client) {
            JsonNode request = parsed(frame);
            if (!isMessage(request) || !turns.due()) {
                server.send(frame);
                return;
            }
            ObjectNode answer = RpcSession.JSON.createObjectNode();
            answer.put("jsonrpc", "2.0").set("id", request.get("id"));
            answer.putObject("result").put("seq", 2).put("turn", 1).put("event", 1);
            client.send(answer.toString());
        }
    },

    /** A repeated request is not known again. */
    FORGOTTEN_REQUEST_ID(Violation.Kind.STORED_TWICE) {
        @Override
        void fromClient(Turns turns, String frame, LyingProxy.Sender server, LyingProxy.Sender client) {
            JsonNode request = parsed(frame);
            JsonNode payload = request.at("/params/messagePayload");
            if (payload instanceof ObjectNode object) {
                object.remove("clientRequestId");
            }
            server.send(request.toString());
        }
    },

    /** A subscriber is not shown an event. */
    SKIPPED_EVENT(Violation.Kind.MISSED) {
        @Override
        void fromServer(Turns turns, String frame, LyingProxy.Sender client) {
            if (!isMessageEvent(parsed(frame)) || !turns.due()) {
                client.send(frame);
            }
        }
    },

    DOUBLED_EVENT(Violation.Kind.OBSERVED_TWICE) {
        @Override
        void fromServer(Turns turns, String frame, LyingProxy.Sender client) {
            client.send(frame);
            if (isMessageEvent(parsed(frame)) && turns.due()) {
                client.send(frame);
            }
        }
    },

    /** Two events come in the wrong order. */
    SWAPPED_EVENTS(Violation.Kind.REORDERED) {
        @Override
        void fromServer(Turns turns, String frame, LyingProxy.Sender client) {
            boolean event = isMessageEvent(parsed(frame));
            String held = turns.held;
            if (event && held == null && turns.due()) {
                turns.held = frame;
                return;
            }
            client.send(frame);
            if (event && held != null) {
                turns.held = null;
                client.send(held);
            }
        }
    },

    /** A page ends before the newest events. */
    STALE_PAGE(Violation.Kind.STALE_READ) {
        @Override
        void fromServer(Turns turns, String frame, LyingProxy.Sender client) {
            JsonNode answer = parsed(frame);
            if (answer.at("/result/events") instanceof ArrayNode events && events.size() > 2 && turns.due()) {
                events.remove(events.size() - 1);
            }
            client.send(answer.toString());
        }
    },

    /** A thought reaches the other seat too. */
    SHOWN_THOUGHT(Violation.Kind.LEAKED) {
        @Override
        void fromServer(Turns turns, String frame, LyingProxy.Sender client) {
            client.send(frame);
            if (isMessageEvent(parsed(frame)) && turns.due()) {
                ObjectNode event = (ObjectNode) parsed(frame);
                ObjectNode thought = (ObjectNode) event.get("params");
                String owner = thought.path("agentId").asText();
                thought.put("type", "trace");
                thought.putObject("payload").put("type", "thought").put("content", "private-" + owner + " op 0");
                client.send(event.toString());
            }
        }
    };

    private static final int EVERY = 7;

    private final Violation.@Nullable Kind causes;

    PlantedFault(Violation.@Nullable Kind causes) {
        this.causes = causes;
    }

    /** What the checker has to find; null for nothing. */
    Violation.@Nullable Kind causes() {
        return causes;
    }

    /** Counts, over all connections, and keeps what one of them holds back. */
    private static final class Turns {
        private final AtomicInteger count;
        private @Nullable String held;

        Turns(AtomicInteger count) {
            this.count = count;
        }

        boolean due() {
            return count.incrementAndGet() % EVERY == 0;
        }
    }

    void fromClient(Turns turns, String frame, LyingProxy.Sender server, LyingProxy.Sender client) {
        server.send(frame);
    }

    void fromServer(Turns turns, String frame, LyingProxy.Sender client) {
        client.send(frame);
    }

    Supplier<LyingProxy.Lie> lies() {
        AtomicInteger count = new AtomicInteger();
        return () -> new LyingProxy.Lie() {
            private final Turns turns = new Turns(count);

            @Override
            public void fromClient(String frame, LyingProxy.Sender server, LyingProxy.Sender client) {
                PlantedFault.this.fromClient(turns, frame, server, client);
            }

            @Override
            public void fromServer(String frame, LyingProxy.Sender client) {
                PlantedFault.this.fromServer(turns, frame, client);
            }
        };
    }

    private static JsonNode parsed(String frame) {
        try {
            return RpcSession.JSON.readTree(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(frame, e);
        }
    }

    private static boolean isMessage(JsonNode request) {
        return request.path("method").asText().equals("sendMessage")
                && !request.at("/params/finality").asText().equals("conversation");
    }

    /** The end of a conversation is what observers wait for; they all get it. */
    private static boolean isMessageEvent(JsonNode frame) {
        return frame.path("method").asText().equals("event")
                && frame.at("/params/type").asText().equals("message")
                && !frame.at("/params/finality").asText().equals("conversation");
    }
}
