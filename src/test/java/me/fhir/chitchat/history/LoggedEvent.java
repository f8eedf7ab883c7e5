package me.fhir.chitchat.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event as a server showed it.
 *
 * @param text what identifies it: the text of a message, the content of a thought, the kind of a note
 */
record LoggedEvent(
        long conversation, long seq, long turn, long event, String type, String agent, String text, String finality) {

    static LoggedEvent of(JsonNode event) {
        JsonNode payload = event.path("payload");
        String type = event.path("type").asText();
        String text =
                switch (type) {
                    case "message" -> payload.path("text").asText();
                    case "trace" -> payload.path("content").asText();
                    default -> payload.path("kind").asText();
                };
        return new LoggedEvent(
                event.path("conversation").longValue(),
                event.path("seq").longValue(),
                event.path("turn").longValue(),
                event.path("event").longValue(),
                type,
                event.path("agentId").asText(),
                text,
                event.path("finality").asText());
    }

    /** A message as the state of a seat over plain HTTP shows it, which tells neither turn nor finality. */
    static LoggedEvent said(long conversation, JsonNode message) {
        return new LoggedEvent(
                conversation,
                message.path("seq").longValue(),
                -1,
                -1,
                "message",
                message.path("from").asText(),
                message.path("text").asText(),
                "");
    }

    @JsonIgnore
    boolean isNote() {
        return type.equals("system");
    }

    @JsonIgnore
    boolean closesConversation() {
        return finality.equals("conversation");
    }

    /** Whether this, as it was seen, is the stored event. */
    boolean shows(LoggedEvent stored) {
        boolean whole = turn >= 0;
        return whole
                ? equals(stored)
                : equals(new LoggedEvent(
                        stored.conversation, stored.seq, -1, -1, stored.type, stored.agent, stored.text, ""));
    }

    String described() {
        return "event " + seq + " of conversation " + conversation + " (" + type + " of " + agent + ", turn " + turn
                + "." + event + ", \"" + text + "\", finality \"" + finality + "\")";
    }
}
