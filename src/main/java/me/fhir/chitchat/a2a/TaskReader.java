package me.fhir.chitchat.a2a;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.bridge.BoundedHistory;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventPages;
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
    private static final long MAX_CHARACTERS = 4 * 1024 * 1024;

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
     * The task as of a point of the log. Of a long conversation it shows the newest messages and artifacts, up to about
     * {@value #MAX_CHARACTERS} characters of each.
     *
     * @param upTo the last seq that counts
     * @param created when the conversation was created
     */
    Task read(MessageMapper mapper, long upTo, Instant created, Extent extent) {
        LogScan scan = new LogScan(mapper, extent);
        EventPages.read(
                0,
                upTo,
                after -> store.events(new EventQuery(mapper.ids().conversation(), after, PAGE, MESSAGES)),
                scan::add);
        return scan.task(created);
    }

    /** Collects what a task shows of its messages, oldest first; so that never more than a page is in memory. */
    private static final class LogScan {
        private final MessageMapper mapper;
        private final Extent extent;
        private final BoundedHistory<A2aMessage> history;
        private final BoundedHistory<Artifact> artifacts = new BoundedHistory<>(Integer.MAX_VALUE, MAX_CHARACTERS);
        private @Nullable Event closing;
        private @Nullable Event last;

        LogScan(MessageMapper mapper, Extent extent) {
            this.mapper = mapper;
            this.extent = extent;
            Integer length = extent.historyLength();
            this.history = new BoundedHistory<>(length == null ? Integer.MAX_VALUE : length, MAX_CHARACTERS);
        }

        void add(Event event) {
            closing = event.finality() == Finality.NONE ? closing : event;
            last = event;
            if (!isWithoutHistory()) {
                A2aMessage message = mapper.message(event);
                history.add(message, characters(message.parts()));
            }
            if (extent.artifacts()) {
                mapper.artifacts(event)
                        .forEach(artifact -> artifacts.add(artifact, characters(List.of(artifact.part()))));
            }
        }

        private boolean isWithoutHistory() {
            return Integer.valueOf(0).equals(extent.historyLength());
        }

        Task task(Instant created) {
            TaskStatus status = status(created);
            Event end = last;
            return new Task(
                    mapper.ids(),
                    status,
                    extent.artifacts() ? artifacts.items() : null,
                    isWithoutHistory() ? null : history.items(),
                    status.state().terminal() && end != null ? outcome(end) : null);
        }

        private TaskStatus status(Instant created) {
            Event end = closing;
            TaskState state = state(mapper, last);
            boolean theirs = end != null && !mapper.own(end) && state != TaskState.WORKING;
            return new TaskStatus(
                    state, theirs && end != null ? mapper.message(end) : null, end == null ? created : end.ts());
        }
    }

    private static long characters(List<Part> parts) {
        return parts.stream().mapToLong(Part::characters).sum();
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

    private static @Nullable String outcome(Event last) {
        Json.Object outcome = MessagePayload.of(last).json().object("outcome");
        return outcome == null ? null : outcome.raw();
    }
}
