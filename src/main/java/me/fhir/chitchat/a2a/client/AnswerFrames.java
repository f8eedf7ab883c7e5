package me.fhir.chitchat.a2a.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Collects an answer from tasks, messages and updates of either version. Said is: each message, the message of the state
 * that ends the turn, and new artifacts; a task that has none of these says what its history holds behind our message.
 * For one thread.
 */
final class AnswerFrames {
    private static final Set<String> TERMINAL = Set.of("completed", "failed", "rejected", "canceled");
    private static final Set<String> PAUSED = Set.of("input-required", "auth-required");

    private final String messageId;
    private final Artifacts artifacts;
    private final Set<String> known;
    private final Set<String> newMessageIds = new LinkedHashSet<>();
    private final Map<String, List<Part>> said = new LinkedHashMap<>();
    private final List<List<Part>> history = new ArrayList<>();
    private final ProgressTexts progress = new ProgressTexts();
    private @Nullable String taskId;
    private @Nullable String contextId;
    private @Nullable String state;
    private Json.@Nullable Object outcome;
    private boolean settled;
    /** Whether the state is that of an earlier turn. */
    private boolean stale;

    /** @param known fingerprints of what earlier turns have brought */
    AnswerFrames(String messageId, Set<String> known) {
        this.messageId = messageId;
        this.known = known;
        this.artifacts = new Artifacts(known);
    }

    /** Takes in a frame of a stream, which may be followed by others. */
    void frame(Json.Object frame) {
        Json.Object task = frame.object("task");
        Json.Object message = frame.object("message");
        Json.Object status = frame.object("statusUpdate");
        Json.Object artifact = frame.object("artifactUpdate");
        if (task != null || frame.has("id")) {
            task(task == null ? frame : task);
            // What a stream begins with may be how the task stood before our message.
            settled = TERMINAL.contains(String.valueOf(state));
        } else if (artifact != null || frame.has("artifact")) {
            artifact(artifact == null ? frame : artifact);
        } else if (status != null || frame.has("status")) {
            status(status == null ? frame : status);
        } else {
            Json.Object words = message == null ? frame : message;
            message(words);
            settled = settled || words.text("taskId") == null;
        }
    }

    /** Takes in the answer to our message that is not a stream. */
    void whole(Json.Object result) {
        frame(result);
        stale = false;
        ended(result.object("message") != null || result.has("parts"));
    }

    /** Takes in how the task stands, maybe as it stood before our message. */
    void taskState(Json.Object result) {
        frame(result);
        ended(false);
    }

    /**
     * No further frame comes.
     *
     * @param withMessage whether a message alone is an answer
     */
    void ended(boolean withMessage) {
        settled = settled || (state == null ? withMessage && !said.isEmpty() : isSettling() && !stale);
    }

    private boolean isSettling() {
        String now = String.valueOf(state);
        return TERMINAL.contains(now) || PAUSED.contains(now);
    }

    private void task(Json.Object task) {
        taskId = or(task.text("id"), taskId);
        contextId = or(task.text("contextId"), contextId);
        task.objects("artifacts").forEach(artifact -> artifacts.put(artifact, false));
        history(task.objects("history"));
        outcome(task);
        statusOf(task);
    }

    private void status(Json.Object update) {
        taskId = or(update.text("taskId"), taskId);
        contextId = or(update.text("contextId"), contextId);
        outcome(update);
        statusOf(update);
        settled = settled || (isSettling() && !stale);
    }

    private void statusOf(Json.Object owner) {
        Json.Object status = owner.object("status");
        if (status == null) {
            return;
        }
        state = word(status.text("state"));
        Json.Object message = status.object("message");
        stale = PAUSED.contains(String.valueOf(state)) && message != null && isKnown(message);
        if (message != null && isSettling()) {
            message(message);
        } else if (message != null) {
            progress.add(LenientParts.read(message.objects("parts")));
        }
    }

    private void artifact(Json.Object update) {
        taskId = or(update.text("taskId"), taskId);
        contextId = or(update.text("contextId"), contextId);
        Json.Object artifact = update.object("artifact");
        if (artifact != null) {
            artifacts.put(artifact, update.get("append") instanceof Json.Bool append && append.value());
        }
    }

    private void message(Json.Object message) {
        contextId = or(message.text("contextId"), contextId);
        taskId = or(message.text("taskId"), taskId);
        if (isAgents(message)) {
            String id = message.text("messageId");
            if (isKnown(message)) {
                return;
            }
            said.put(id == null ? "#" + said.size() : id, LenientParts.read(message.objects("parts")));
            if (id != null) {
                newMessageIds.add(fingerprint(id));
            }
        }
    }

    /** Whether an earlier turn has brought it. */
    private boolean isKnown(Json.Object message) {
        String id = message.text("messageId");
        return id != null && known.contains(fingerprint(id));
    }

    private static String fingerprint(String messageId) {
        return Sha256.fingerprint("message " + messageId);
    }

    private void history(List<Json.Object> messages) {
        List<List<Part>> afterOurs = new ArrayList<>();
        boolean found = false;
        for (Json.Object message : messages) {
            if (messageId.equals(message.text("messageId"))) {
                afterOurs.clear();
                found = true;
            } else if (isAgents(message)) {
                afterOurs.add(LenientParts.read(message.objects("parts")));
            }
        }
        history.clear();
        // Without our message in it there is no telling which are answers, but for the last one.
        history.addAll(
                found || afterOurs.isEmpty() ? afterOurs : afterOurs.subList(afterOurs.size() - 1, afterOurs.size()));
    }

    private static boolean isAgents(Json.Object message) {
        return !String.valueOf(message.text("role")).toLowerCase(Locale.ROOT).endsWith("user");
    }

    /** Reads how this server's own tasks say they ended; {@code result} is a task, bare or in an object. */
    void outcome(Json.Object result) {
        Json.Object task = result.object("task");
        Json.Object owner = task == null ? result : task;
        Json.Object metadata = owner.object("metadata");
        Json.Object given = metadata == null ? null : metadata.object("outcome");
        outcome = given == null ? outcome : given;
    }

    private static @Nullable String word(@Nullable String state) {
        return state == null
                ? null
                : state.replaceFirst("^TASK_STATE_", "")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
    }

    private static @Nullable String or(@Nullable String value, @Nullable String otherwise) {
        return value == null ? otherwise : value;
    }

    /** The agent's task; null while none is known. */
    @Nullable
    String taskId() {
        return taskId;
    }

    @Nullable
    String contextId() {
        return contextId;
    }

    /** Whether the agent's turn is over. */
    boolean settled() {
        return settled;
    }

    /** Whether the task has ended without telling an outcome yet. */
    boolean lacksOutcome() {
        return outcome == null && "completed".equals(state) && taskId != null;
    }

    /** The agent's texts while it worked, each once. */
    List<String> takeProgress() {
        return progress.take();
    }

    AgentAnswer answer() {
        List<List<Part>> messages = new ArrayList<>(said.values());
        messages.removeIf(List::isEmpty);
        List<Part> fresh =
                artifacts.fresh(messages.stream().flatMap(List::stream).toList());
        if (messages.isEmpty() && fresh.isEmpty()) {
            messages.addAll(history);
        }
        if (!fresh.isEmpty()) {
            List<Part> last = new ArrayList<>(messages.isEmpty() ? List.of() : messages.remove(messages.size() - 1));
            last.addAll(fresh);
            messages.add(last);
        }
        return new AgentAnswer(taskId, contextId, state, messages, outcome, artifacts.fingerprints(newMessageIds));
    }
}
