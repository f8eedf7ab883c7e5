package me.fhir.chitchat.a2a;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import me.fhir.chitchat.a2a.A2aMethods.A2aCall;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.BridgeKind;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.SeatParticipant;
import me.fhir.chitchat.bridge.TaskView;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.OriginQuery;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** ListTasks (A2A 1.0, section 3.1.4): the tasks of one address, newest status first, page by page. */
final class TaskList {
    private static final int STANDARD_PAGE = 50;
    private static final int MAX_PAGE = 100;
    private static final long MAX_CHARACTERS = 4 * 1024 * 1024;
    /** How many tasks are read at once when their states have to be looked at. */
    private static final int BATCH = 200;
    /** Any later time is as good as this one, and milliseconds can still be counted. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final ConversationStore store;
    private final BridgeConversations conversations;
    private final A2aMethods methods;

    TaskList(ConversationStore store, BridgeConversations conversations, A2aMethods methods) {
        this.store = store;
        this.conversations = conversations;
        this.methods = methods;
    }

    /** The tasks of a page, whether there are more behind it, and how many there are on all pages. */
    private record TaskPage(List<Head> tasks, boolean more, long total) {
        static TaskPage of(List<Head> found, int size, long total) {
            return new TaskPage(found.subList(0, Math.min(size, found.size())), found.size() > size, total);
        }
    }

    CompletionStage<Supplier<String>> list(A2aCall call) {
        A2aParams params = call.params();
        Integer asked = params.optionalCount("pageSize");
        int pageSize = asked == null ? STANDARD_PAGE : asked;
        if (pageSize < 1 || pageSize > MAX_PAGE) {
            throw new A2aException(A2aError.INVALID_PARAMS, "params.pageSize must be from 1 to " + MAX_PAGE + ".");
        }
        String token = params.optionalName("pageToken");
        OriginQuery.ListPosition after = token == null ? null : PageToken.read(token);
        TaskReader.Extent extent =
                new TaskReader.Extent(params.optionalCount("historyLength"), params.flag("includeArtifacts"));
        Origin origin =
                new Origin(BridgeKind.A2A.wireName(), call.participant().hash(), params.optionalName("contextId"));
        TaskState state = state(params);
        OriginQuery query = new OriginQuery(origin, instant(params), after, pageSize + 1);
        TaskPage page = call.participant() instanceof SeatParticipant seat
                ? pageOf(seat, state, query)
                : state == null ? page(query) : pageOf(state, call.participant(), query);
        return CompletableFuture.completedFuture(() ->
                written(page, pageSize, task -> call.wire().task(methods.task(call.participant(), task, extent))));
    }

    /** The page as JSON; one of large tasks ends early, and the client goes on from there. */
    private static String written(TaskPage page, int pageSize, Function<Head, String> text) {
        List<String> tasks = new ArrayList<>();
        long characters = 0;
        for (Head task : page.tasks()) {
            if (characters > MAX_CHARACTERS) {
                break;
            }
            String json = text.apply(task);
            characters += json.length();
            tasks.add(json);
        }
        boolean more = page.more() || tasks.size() < page.tasks().size();
        return JsonWriter.object(json -> json.list("tasks", tasks, JsonWriter::raw)
                .text(
                        "nextPageToken",
                        more ? PageToken.of(lastPlace(page.tasks().subList(0, tasks.size()))) : "")
                .number("pageSize", pageSize)
                .number("totalSize", page.total()));
    }

    /** A seat has one task, the conversation. */
    private TaskPage pageOf(SeatParticipant seat, @Nullable TaskState state, OriginQuery query) {
        Head task = seat.head();
        String context = query.origin().context();
        boolean listed = (state == null || state(seat, task) == state)
                && (context == null || methods.isContextOf(seat, task, context))
                && (query.since() == null
                        || !OriginQuery.ListPosition.of(task).since().isBefore(query.since()))
                && isBehind(task, query.before());
        return TaskPage.of(listed ? List.of(task) : List.of(), query.limit() - 1, listed ? 1 : 0);
    }

    private static OriginQuery.ListPosition lastPlace(List<Head> tasks) {
        return OriginQuery.ListPosition.of(tasks.get(tasks.size() - 1));
    }

    private TaskPage page(OriginQuery query) {
        return TaskPage.of(store.headsOf(query), query.limit() - 1, store.countOf(from(query, null, 0)));
    }

    /** The state of a task is in its log, so the tasks of this address are looked at one by one. */
    private TaskPage pageOf(TaskState state, Participant participant, OriginQuery query) {
        List<Head> found = new ArrayList<>();
        long total = 0;
        List<Head> batch = store.headsOf(from(query, null, BATCH));
        while (!batch.isEmpty()) {
            for (Head task : batch) {
                if (state(participant, task) != state) {
                    continue;
                }
                total++;
                if (found.size() < query.limit() && isBehind(task, query.before())) {
                    found.add(task);
                }
            }
            batch = store.headsOf(from(query, lastPlace(batch), BATCH));
        }
        return TaskPage.of(found, query.limit() - 1, total);
    }

    private static OriginQuery from(OriginQuery query, OriginQuery.@Nullable ListPosition place, int limit) {
        return new OriginQuery(query.origin(), query.since(), place, limit);
    }

    private static boolean isBehind(Head task, OriginQuery.@Nullable ListPosition place) {
        if (place == null) {
            return true;
        }
        OriginQuery.ListPosition own = OriginQuery.ListPosition.of(task);
        int order = own.since().compareTo(place.since());
        return order < 0 || (order == 0 && own.conversation() < place.conversation());
    }

    private TaskState state(Participant participant, Head head) {
        TaskView view = conversations.view(participant, head);
        if (view instanceof TaskView.Ended ended) {
            return TaskState.ofOutcome(ended.status());
        }
        if (view instanceof TaskView.InputRequired) {
            return TaskState.INPUT_REQUIRED;
        }
        return view instanceof TaskView.Submitted ? TaskState.SUBMITTED : TaskState.WORKING;
    }

    private static @Nullable TaskState state(A2aParams params) {
        String name = params.optionalName("status");
        if (name == null || name.equals("TASK_STATE_UNSPECIFIED")) {
            return null;
        }
        return TaskState.ofEnumName(name)
                .orElseThrow(() -> new A2aException(
                        A2aError.INVALID_PARAMS, "params.status must be a task state such as TASK_STATE_WORKING."));
    }

    private static @Nullable Instant instant(A2aParams params) {
        String text = params.optionalText("statusTimestampAfter");
        try {
            return Optional.ofNullable(text)
                    .map(time -> OffsetDateTime.parse(time).toInstant())
                    .map(time -> time.isAfter(LATEST) ? LATEST : time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time)
                    .orElse(null);
        } catch (DateTimeException e) {
            throw new A2aException(
                    A2aError.INVALID_PARAMS,
                    "params.statusTimestampAfter must be a time such as 2026-11-23T16:30:00Z.");
        }
    }
}
