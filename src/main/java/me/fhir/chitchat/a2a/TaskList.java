package me.fhir.chitchat.a2a;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import me.fhir.chitchat.a2a.A2aMethods.Call;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Standing;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/** ListTasks (A2A 1.0, section 3.1.4): the tasks of one address, newest status first, page by page. */
final class TaskList {
    private static final int STANDARD_PAGE = 50;
    private static final int LARGEST_PAGE = 100;

    private final TaskIndex index;
    private final ConversationStore store;
    private final BridgeConversations conversations;
    private final TaskNames names;
    private final A2aMethods methods;

    TaskList(
            TaskIndex index,
            ConversationStore store,
            BridgeConversations conversations,
            TaskNames names,
            A2aMethods methods) {
        this.index = index;
        this.store = store;
        this.conversations = conversations;
        this.names = names;
        this.methods = methods;
    }

    /** A task's place in the list; its order is the list's. */
    private record Place(Instant since, long conversation) implements Comparable<Place> {
        private static final Comparator<Place> NEWEST_FIRST = Comparator.comparing(Place::since)
                .thenComparing(Place::conversation)
                .reversed();

        static Place of(Head head) {
            Head.Closing closing = head.lastClosing();
            return new Place(closing == null ? head.log().createdAt() : closing.ts(), head.conversation());
        }

        @Override
        public int compareTo(Place other) {
            return NEWEST_FIRST.compare(this, other);
        }

        String token() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((since.toEpochMilli() + "." + conversation).getBytes(StandardCharsets.UTF_8));
        }

        static Place ofToken(String token) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\\.", -1);
                if (parts.length == 2) {
                    return new Place(Instant.ofEpochMilli(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
                }
            } catch (IllegalArgumentException e) {
                // Told below, like any other token that was never given out.
            }
            throw A2aError.INVALID_PARAMS.because("params.pageToken is not one that was given out here.");
        }
    }

    CompletionStage<String> list(Call call) {
        ParamReader params = call.params();
        Integer asked = params.optionalCount("pageSize");
        int pageSize = asked == null ? STANDARD_PAGE : asked;
        if (pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw A2aError.INVALID_PARAMS.because("params.pageSize must be from 1 to " + LARGEST_PAGE + ".");
        }
        String token = params.optionalText("pageToken");
        Place after = token == null || token.isEmpty() ? null : Place.ofToken(token);
        TaskReader.Extent extent =
                new TaskReader.Extent(params.optionalCount("historyLength"), params.flag("includeArtifacts"));

        List<Head> all = matching(call);
        List<Head> rest = all.stream()
                .filter(head -> after == null || after.compareTo(Place.of(head)) < 0)
                .toList();
        List<Head> page = rest.subList(0, Math.min(pageSize, rest.size()));
        boolean more = rest.size() > page.size();
        return CompletableFuture.completedFuture(new Fields()
                .list("tasks", page, head -> call.wire().task(methods.task(call.config(), head, extent)))
                .text(
                        "nextPageToken",
                        more ? Place.of(page.get(page.size() - 1)).token() : "")
                .json("pageSize", String.valueOf(pageSize))
                .json("totalSize", String.valueOf(all.size()))
                .end());
    }

    private List<Head> matching(Call call) {
        Config64 config = call.config();
        TaskState state = state(call.params());
        Instant notBefore = instant(call.params());
        String context = call.params().optionalText("contextId");
        return index.conversations(config).stream()
                .map(store::head)
                .flatMap(Optional::stream)
                .filter(head -> context == null
                        || context.isEmpty()
                        || context.equals(names.of(config, head).contextId()))
                .filter(head -> notBefore == null || !Place.of(head).since().isBefore(notBefore))
                .filter(head -> state == null || state == state(config, head))
                .sorted(Comparator.comparing(Place::of))
                .toList();
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
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw A2aError.INVALID_PARAMS.because(
                    "params.statusTimestampAfter must be a time such as 2026-11-23T16:30:00Z.");
        }
    }
}
