package me.fhir.chitchat.a2a.client;

import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** The message to an agent that opens the conversation, when there is nothing to answer yet. */
public final class OpeningWords {
    private OpeningWords() {}

    /**
     * The words for a role.
     *
     * @param role its entry in the scenario; null without a scenario
     */
    public static String of(String agentId, Json.@Nullable Object role) {
        String example = role == null ? null : role.text("messageToUseWhenInitiatingConversation");
        String situation = role == null ? null : role.text("situation");
        return "You are " + agentId + ". " + (situation == null ? "" : situation + " ") + "Begin the conversation"
                + (example == null || example.isBlank() ? "." : ", for example with: " + example);
    }
}
