package me.fhir.chitchat.a2a;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** Shows a conversation as a task, as it stood at any point of its log. Reads the store. */
final class TaskReader {
    static final EventFilter MESSAGES = new EventFilter(Set.of("message"), Set.of());
    private static final int PAGE = 200;

    private final ConversationStore store;

    TaskReader(ConversationStore store) {
        this.store = store;
    }

    /**
     * How much of a task is wanted.
     *
     * @param historyLength how many of the newest messages, 0 for none, null for all
     */
    record Extent(@Nullable Integer historyLength, boolean artifacts) {}

    MessageMapper mapper(TaskIds ids, String externalAgent) {
        return new MessageMapper(store, ids, externalAgent);
    }

    /**
     * The task as of a point of the log.
     *
     * @param upTo the last seq that counts
     * @param created when the conversation was created
     */
    Task read(MessageMapper mapper, long upTo, Instant created, Extent extent) {
        List<Event> messages = messages(mapper.ids().conversation(), upTo);
        TaskStatus status = status(mapper, messages, created);
        return new Task(
                mapper.ids(),
                status,
                extent.artifacts()
                        ? messages.stream()
                                .flatMap(event -> mapper.artifacts(event).stream())
                                .toList()
                        : null,
                history(mapper, messages, extent.historyLength()),
                status.state().terminal() ? outcome(messages) : null);
    }

    private List<Event> messages(long conversation, long upTo) {
        List<Event> messages = new ArrayList<>();
        long after = 0;
        while (after < upTo) {
            List<Event> page = store.events(new EventQuery(conversation, after, PAGE, MESSAGES));
            page.stream().filter(event -> event.seq() <= upTo).forEach(messages::add);
            after = page.isEmpty() ? upTo : page.get(page.size() - 1).seq();
        }
        return messages;
    }

    private static TaskStatus status(MessageMapper mapper, List<Event> messages, Instant created) {
        Event closing = null;
        Event last = null;
        for (Event message : messages) {
            closing = message.finality() == Finality.NONE ? closing : message;
            last = message;
        }
        TaskState state = state(mapper, last);
        boolean theirs = closing != null && !mapper.own(closing) && state != TaskState.WORKING;
        return new TaskStatus(
                state,
                theirs && closing != null ? mapper.message(closing) : null,
                closing == null ? created : closing.ts());
    }

    /** The state that the newest message leaves a task in. */
    static TaskState state(MessageMapper mapper, @Nullable Event last) {
        if (last == null) {
            return TaskState.SUBMITTED;
        }
        return switch (last.finality()) {
            case NONE -> TaskState.WORKING;
            case TURN -> mapper.own(last) ? TaskState.WORKING : TaskState.INPUT_REQUIRED;
            case CONVERSATION -> TaskState.ofOutcome(outcomeStatus(last));
        };
    }

    private static @Nullable String outcomeStatus(Event closing) {
        return MessagePayload.of(closing).outcome().status();
    }

    private static @Nullable String outcome(List<Event> messages) {
        Json.Object outcome =
                MessagePayload.of(messages.get(messages.size() - 1)).json().object("outcome");
        return outcome == null ? null : outcome.raw();
    }

    private static @Nullable List<A2aMessage> history(
            MessageMapper mapper, List<Event> messages, @Nullable Integer historyLength) {
        int wanted = historyLength == null ? messages.size() : Math.min(historyLength, messages.size());
        if (historyLength != null && historyLength == 0) {
            return null;
        }
        return messages.subList(messages.size() - wanted, messages.size()).stream()
                .map(mapper::message)
                .toList();
    }
}
