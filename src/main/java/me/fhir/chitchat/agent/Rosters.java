package me.fhir.chitchat.agent;

import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;

/** Refuses conversations that do not exist and agents that are not in them. */
record Rosters(ConversationStore store) {
    /** The head; fails with {@code NOT_FOUND} when there is no such conversation. */
    Head require(long conversation) {
        return store.requireHead(conversation);
    }

    /** The head; fails as {@link #require(long)}, and with {@code INVALID_PARAMS} for an agent outside the roster. */
    Head require(long conversation, List<String> agentIds) {
        Head head = require(conversation);
        for (String agentId : agentIds) {
            if (!head.setup().agentIds().contains(agentId)) {
                throw ConversationException.invalid("agentIds: \"" + agentId
                        + "\" is not one of this conversation's agents: "
                        + String.join(", ", head.setup().agentIds()) + ".");
            }
        }
        return head;
    }
}
