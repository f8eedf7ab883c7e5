package me.fhir.chitchat.conversation;

/** The content of an event: a shared message, an agent's private trace, or a note of the server's own. */
public sealed interface Entry {
    RawJson payload();

    /** Only a message closes anything. */
    default Finality finality() {
        return Finality.NONE;
    }

    /** The word on the wire: {@code message}, {@code trace} or {@code system}. */
    String type();

    /** A message to the other side. */
    record Message(RawJson payload, @Override Finality finality) implements Entry {
        @Override
        public String type() {
            return "message";
        }
    }

    /** A thought, a tool call or a tool result of one agent. */
    record Trace(RawJson payload) implements Entry {
        @Override
        public String type() {
            return "trace";
        }
    }

    /** A note of the server, always in turn 0. */
    record SystemNote(RawJson payload) implements Entry {
        @Override
        public String type() {
            return "system";
        }
    }

    /** Rebuilds an entry from its stored parts. */
    static Entry of(String type, RawJson payload, Finality finality) {
        return switch (type) {
            case "message" -> new Message(payload, finality);
            case "trace" -> new Trace(payload);
            case "system" -> new SystemNote(payload);
            default -> throw new IllegalArgumentException("unknown event type " + type);
        };
    }
}
