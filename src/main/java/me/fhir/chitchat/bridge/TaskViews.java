package me.fhir.chitchat.bridge;

import java.util.Set;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.MessagePayload;

/** Reads how a conversation stands: from its head and at most one event, however long its log is. */
record TaskViews(ConversationStore store) {
    private static final EventFilter MESSAGES = new EventFilter(Set.of("message"), Set.of());

    /** The view at this head; only messages count, not private traces. */
    TaskView of(Head head, String externalAgent) {
        Head.Closing closing = head.lastClosing();
        if (closing != null && head.completed()) {
            return ended(head.conversation(), closing.seq());
        }
        boolean speaking = head.turn().open() && hasMessageAfter(head, head.lastClosedSeq());
        if (closing == null) {
            return speaking ? new TaskView.Working() : new TaskView.Submitted();
        }
        return speaking || closing.agentId().equals(externalAgent)
                ? new TaskView.Working()
                : new TaskView.InputRequired();
    }

    private boolean hasMessageAfter(Head head, long seq) {
        return !store.events(new EventQuery(head.conversation(), seq, 1, MESSAGES))
                .isEmpty();
    }

    private TaskView ended(long conversation, long seq) {
        Event closing = store.events(EventQuery.all(conversation, seq - 1, 1)).get(0);
        MessagePayload.ClosingOutcome outcome = MessagePayload.of(closing).outcome();
        return new TaskView.Ended(closing, outcome.status(), outcome.reason());
    }
}
