package me.fhir.chitchat.evidence;

import java.time.Instant;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;

/**
 * A conversation and what is said about it, as far as the one who asks may see it.
 *
 * @param store shows no more than that
 * @param log as it was when the evidence was begun; later events are not part of it
 * @param scenario the scenario's config, or {@code null} as JSON
 * @param verdict the verdict as JSON
 */
public record EvidenceSource(
        ConversationStore store, LoggedConversation log, RawJson scenario, RawJson verdict, EvidenceRequest request) {
    /** The conversation itself. */
    public record LoggedConversation(Conversation listed, Head head) {}

    /**
     * Who is given it, and when.
     *
     * @param server the address of the server's API
     * @param view whose view it is: {@code everything}, {@code seat AGENT} or {@code watch}
     */
    public record EvidenceRequest(String server, String view, Instant at) {}

    Conversation listed() {
        return log.listed();
    }

    Head head() {
        return log.head();
    }
}
