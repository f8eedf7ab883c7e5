package me.fhir.chitchat.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventPages;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatMessage.Role;

/**
 * The newest messages of a conversation, as a chat model is shown them, and which turns failed. Each turn reads only
 * what was written since the last one. For one thread at a time.
 */
final class RecentMessages {
    /** How much of a long conversation the model is shown. */
    private static final int MAX = 100;

    private static final int PAGE = 500;
    private static final EventFilter MESSAGES_AND_TRACES = new EventFilter(Set.of("message", "trace"), Set.of());
    private static final String OPEN = "Please open the conversation.";

    private final Deque<Event> newest = new ArrayDeque<>();
    private final Map<String, List<String>> instructions = new HashMap<>();
    private final RejectedDrafts rejected = new RejectedDrafts();
    private final FailedTurns failedTurns = new FailedTurns();
    private long seq;

    void catchUp(TurnContext context) {
        seq = EventPages.read(seq, after -> context.events(after, PAGE, MESSAGES_AND_TRACES), this::remember);
    }

    private void remember(Event event) {
        failedTurns.remember(event);
        PersonTraces.response(event)
                .filter(response -> !response.isApproval())
                .ifPresent(response -> instruct(event.agentId(), response.text()));
        rejected.remember(event).forEach(why -> instruct(event.agentId(), why));
        if (event.entry() instanceof Entry.Message) {
            newest.add(event);
        }
        if (newest.size() > MAX) {
            newest.remove();
        }
    }

    private void instruct(String agentId, String text) {
        instructions.computeIfAbsent(agentId, id -> new ArrayList<>()).add(text);
    }

    List<Event> messages() {
        return List.copyOf(newest);
    }

    FailedTurns failedTurns() {
        return failedTurns;
    }

    /** The instructions of an agent's user, oldest first. */
    List<String> instructions(String agentId) {
        return instructions.getOrDefault(agentId, List.of());
    }

    /** The messages with the roles that they have for this agent's model. */
    List<ChatMessage> asChat(String agentId) {
        boolean many = newest.stream()
                        .map(Event::agentId)
                        .filter(id -> !id.equals(agentId))
                        .distinct()
                        .count()
                > 1;
        List<ChatMessage> chat = new ArrayList<>();
        for (Event event : newest) {
            boolean own = event.agentId().equals(agentId);
            String text = MessagePayload.of(event).textWithAttachmentNames();
            add(chat, own ? Role.ASSISTANT : Role.USER, many && !own ? event.agentId() + ": " + text : text);
        }
        // Providers want a chat to begin with the user.
        if (chat.isEmpty() || chat.get(0).role() == Role.ASSISTANT) {
            chat.add(0, ChatMessage.user(OPEN));
        }
        return chat;
    }

    /** Providers want the roles to alternate: messages of one side in a row become one. */
    private static void add(List<ChatMessage> chat, Role role, String text) {
        int last = chat.size() - 1;
        if (last >= 0 && chat.get(last).role() == role) {
            chat.set(last, new ChatMessage(role, chat.get(last).content() + "\n\n" + text));
            return;
        }
        chat.add(new ChatMessage(role, text));
    }
}
