package me.fhir.chitchat.a2a;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import me.fhir.chitchat.a2a.A2aMethods.Call;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Standing;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/** ListTasks (A2A 1.0, section 3.1.4): the tasks of one address, newest status first, page by page. */
final class TaskList {
    private static final int STANDARD_PAGE = 50;
    private static final int LARGEST_PAGE = 100;

    private final TaskIndex index;
    private final BridgeConversations conversations;
    private final TaskNames names;
    private final A2aMethods methods;

    TaskList(TaskIndex index, BridgeConversations conversations, TaskNames names, A2aMethods methods) {
        this.index = index;
        this.conversations = conversations;
        this.names = names;
        this.methods = methods;
    }

    /** Reads the store for the tasks of one page only. */
    CompletionStage<String> list(Call call) {
        ParamReader params = call.params();
        Integer asked = params.optionalCount("pageSize");
        int pageSize = asked == null ? STANDARD_PAGE : asked;
        if (pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw A2aError.INVALID_PARAMS.because("params.pageSize must be from 1 to " + LARGEST_PAGE + ".");
        }
        String token = params.optionalName("pageToken");
        TaskPlace after = token == null ? null : TaskPlace.ofToken(token);
        TaskReader.Extent extent =
                new TaskReader.Extent(params.optionalCount("historyLength"), params.flag("includeArtifacts"));

        TaskShelf tasks = index.tasks(call.config());
        Predicate<ListedTask> wanted = wanted(call);
        List<ListedTask> found =
                tasks.after(after).filter(wanted).limit(pageSize + 1L).toList();
        List<ListedTask> page = found.subList(0, Math.min(pageSize, found.size()));
        long total = tasks.after(null).filter(wanted).count();
        return CompletableFuture.completedFuture(new Fields()
                .list("tasks", page, task -> call.wire().task(methods.task(call.config(), task.head(), extent)))
                .text(
                        "nextPageToken",
                        found.size() > page.size()
                                ? page.get(page.size() - 1).place().token()
                                : "")
                .json("pageSize", String.valueOf(pageSize))
                .json("totalSize", String.valueOf(total))
                .end());
    }

    private Predicate<ListedTask> wanted(Call call) {
        TaskState state = state(call.params());
        Instant notBefore = instant(call.params());
        String contextId = call.params().optionalName("contextId");
        // No conversation has the number 0, so an unknown context has no tasks.
        long context = contextId == null
                ? 0
                : names.beginner(call.config(), contextId)
                        .map(Head::conversation)
                        .orElse(0L);
        return task -> (contextId == null || task.context() == context)
                && (notBefore == null || !task.place().since().isBefore(notBefore))
                && (state == null || state == task.state(head -> state(call.config(), head)));
    }

    private TaskState state(Config64 config, Head head) {
        Standing standing = conversations.standing(config, head);
        if (standing instanceof Standing.Ended ended) {
            return TaskState.ofOutcome(ended.status());
        }
        if (standing instanceof Standing.InputRequired) {
            return TaskState.INPUT_REQUIRED;
        }
        return standing instanceof Standing.Submitted ? TaskState.SUBMITTED : TaskState.WORKING;
    }

    private static @Nullable TaskState state(ParamReader params) {
        String name = params.optionalText("status");
        if (name == null || name.equals("TASK_STATE_UNSPECIFIED")) {
            return null;
        }
        return TaskState.ofEnumName(name)
                .orElseThrow(() -> A2aError.INVALID_PARAMS.because(
                        "params.status must be a task state such as TASK_STATE_WORKING."));
    }

    private static @Nullable Instant instant(ParamReader params) {
        String text = params.optionalText("statusTimestampAfter");
        try {
            return Optional.ofNullable(text)
                    .map(time -> OffsetDateTime.parse(time).toInstant())
                    .orElse(null);
        } catch (DateTimeException e) {
            throw A2aError.INVALID_PARAMS.because(
                    "params.statusTimestampAfter must be a time such as 2026-11-23T16:30:00Z.");
        }
    }
}
