package me.fhir.chitchat.agent.planner;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.agent.FailedTurns;
import me.fhir.chitchat.agent.PersonTraces;
import me.fhir.chitchat.agent.RejectedDrafts;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventPages;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * An agent's memory of its conversation: all agents' messages, its own tool calls, and the files in reach. All of
 * it comes from the log, so that an agent started anew knows what its predecessor knew. For one thread at a time.
 */
final class AgentMemory {
    private static final int PAGE = 500;
    private static final EventFilter MESSAGES_AND_TRACES = new EventFilter(Set.of("message", "trace"), Set.of());

    /** An entry of the memory. */
    sealed interface Item {
        int turn();
    }

    record RememberedMessage(
            long seq, @Override int turn, LocalDate date, String agentId, String text, List<String> attachments)
            implements Item {}

    /** A finished call; {@code file} is the name of what it made, or null. */
    record Used(
            @Override int turn,
            String name,
            String args,
            @Nullable String file,
            ToolOutcome result) implements Item {}

    /** The instructions of the agent's user. */
    record UserInstruction(@Override int turn, String text) implements Item {}

    /**
     * The JSON value that a tool returned, or what went wrong.
     *
     * @param hint what the server adds to it for the model, or empty
     */
    record ToolOutcome(boolean failed, String text, String hint) {}

    private final String agentId;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, SharedFile> files = new LinkedHashMap<>();
    private final ToolCallLog calls;
    private final Map<String, String> answers = new HashMap<>();
    private final RejectedDrafts rejected = new RejectedDrafts();
    private final FailedTurns failedTurns = new FailedTurns();
    private int nameless;
    private long seq;

    AgentMemory(String agentId) {
        this.agentId = agentId;
        this.calls = new ToolCallLog(agentId);
    }

    /** The memory of the context's agent. */
    static AgentMemory of(TurnContext context) {
        AgentMemory memory = new AgentMemory(context.agentId());
        memory.catchUp(context);
        return memory;
    }

    /** Reads what was written since the last time. */
    void catchUp(TurnContext context) {
        seq = EventPages.read(seq, after -> context.events(after, PAGE, MESSAGES_AND_TRACES), this::remember);
    }

    private void remember(Event event) {
        failedTurns.remember(event);
        if (event.entry() instanceof Entry.Message) {
            message(event);
        } else if (event.agentId().equals(agentId)) {
            trace(event.at().turn(), StoredJson.object(event.entry().payload().text()));
            PersonTraces.response(event)
                    .filter(response -> !response.isApproval())
                    .ifPresent(
                            response -> items.add(new UserInstruction(event.at().turn(), response.text())));
            rejected.remember(event)
                    .forEach(why -> items.add(new UserInstruction(event.at().turn(), why)));
        }
    }

    private void message(Event event) {
        MessagePayload message = MessagePayload.of(event);
        boolean own = event.agentId().equals(agentId);
        List<String> names = new ArrayList<>();
        for (MessagePayload.Reference reference : message.attachments()) {
            names.add(attached(event, reference, own));
        }
        LocalDate date = LocalDate.ofInstant(event.ts(), ZoneOffset.UTC);
        items.add(new RememberedMessage(event.seq(), event.at().turn(), date, event.agentId(), message.text(), names));
    }

    private String attached(Event event, MessagePayload.Reference reference, boolean own) {
        SharedFile known = files.get(reference.name());
        if (own && known != null) {
            files.put(known.name(), known.sentAs(reference.id()));
            return known.name();
        }
        SharedFile received = new SharedFile(
                        reference.name(),
                        event.at().turn(),
                        own ? "" : event.agentId(),
                        reference.id(),
                        new SharedFile.FileDocument(reference.docId(), reference.contentType(), "", ""))
                .freeOf(files);
        files.put(received.name(), received);
        return received.name();
    }

    private void trace(int turn, Json.Object payload) {
        String id = String.valueOf(payload.text("toolCallId"));
        switch (String.valueOf(payload.text("type"))) {
            case "tool_call" -> {
                String args = payload.raw("args");
                calls.begun(
                        id,
                        new ToolCallLog.PendingCall(
                                turn, String.valueOf(payload.text("name")), args == null ? "{}" : args));
            }
            case "tool_result" -> {
                ToolCallLog.PendingCall call = calls.taken(id);
                if (call != null) {
                    Used used = returned(call, payload);
                    ToolOutcome outcome = used.result();
                    calls.finished(
                            id,
                            new ToolCallLog.ReturnedCall(
                                    turn, used.name(), used.args(), outcome.failed(), outcome.text(), used.file()));
                }
            }
            case "turn_cleared" -> forget(turn);
            default -> {}
        }
    }

    private Used returned(ToolCallLog.PendingCall call, Json.Object payload) {
        String result = payload.raw("result");
        String hint = payload.text("hint") == null ? "" : payload.text("hint");
        if (payload.has("error") || result == null) {
            String error = payload.text("error");
            ToolOutcome failed =
                    new ToolOutcome(true, error == null ? String.valueOf(payload.raw("error")) : error, hint);
            return remembered(new Used(call.turn(), call.name(), call.args(), null, failed));
        }
        String file = null;
        if (!CoreTool.NAMES.contains(call.name())) {
            answers.putIfAbsent(ToolCallLog.signature(call.name(), call.args()), result);
            file = made(call, result);
        }
        return remembered(new Used(call.turn(), call.name(), call.args(), file, new ToolOutcome(false, result, hint)));
    }

    private Used remembered(Used used) {
        items.add(used);
        return used;
    }

    /** Keeps what a tool made; the same document made again stays one file. */
    private String made(ToolCallLog.PendingCall call, String result) {
        String fallback = "synth_" + call.name() + "_" + (nameless + 1) + ".json";
        SharedFile file = SharedFile.ofResult(result, fallback, call.turn());
        for (SharedFile known : files.values()) {
            boolean sameName = known.name().equals(file.name()) || file.name().equals(fallback);
            if (sameName && known.sameContent(file)) {
                return known.name();
            }
        }
        if (file.name().equals(fallback)) {
            nameless++;
        }
        SharedFile kept = file.freeOf(files);
        files.put(kept.name(), kept);
        return kept.name();
    }

    /** The turn is played again: what was done in it, but not sent, never happened. */
    private void forget(int turn) {
        items.removeIf(item -> item instanceof Used && item.turn() == turn);
        files.values().removeIf(file -> file.unsent() && file.turn() == turn);
        calls.forget(turn);
    }

    FailedTurns failedTurns() {
        return failedTurns;
    }

    /** The results of the same call in a turn, oldest first. */
    List<ToolOutcome> resultsOf(int turn, String tool, String args) {
        String call = ToolCallLog.signature(tool, args);
        return uses().stream()
                .filter(used -> used.turn() == turn
                        && ToolCallLog.signature(used.name(), used.args()).equals(call))
                .map(Used::result)
                .toList();
    }

    List<Item> items() {
        return items;
    }

    List<Used> uses() {
        return items.stream()
                .filter(Used.class::isInstance)
                .map(Used.class::cast)
                .toList();
    }

    List<RememberedMessage> messages() {
        return items.stream()
                .filter(RememberedMessage.class::isInstance)
                .map(RememberedMessage.class::cast)
                .toList();
    }

    /** The text of the newest message; empty when there is none. */
    String lastText() {
        List<RememberedMessage> messages = messages();
        return messages.isEmpty() ? "" : messages.get(messages.size() - 1).text();
    }

    List<SharedFile> files() {
        return List.copyOf(files.values());
    }

    List<String> unsentFiles() {
        return files.values().stream()
                .filter(SharedFile::unsent)
                .map(SharedFile::name)
                .toList();
    }

    Optional<SharedFile> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The earlier result of the same call, also of an abandoned turn. */
    Optional<String> earlierAnswer(String tool, String args) {
        return Optional.ofNullable(answers.get(ToolCallLog.signature(tool, args)));
    }

    /** The tool calls by their ids. */
    ToolCallLog calls() {
        return calls;
    }

    /** Says that there is no file of that name, and which there are. */
    String noSuchFile(String name) {
        String known = String.join(", ", files.keySet());
        return "There is no file called \"" + name + "\"; "
                + (known.isEmpty() ? "there are no files yet." : "there are: " + known + ".");
    }
}
