package me.fhir.chitchat.agent.planner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** Text from outside, set so that it cannot pass for a part of the prompt, and kept to a size that a model can read. */
final class PromptText {
    /** Longest text of one message, and of one tool result of the turn that is being played. */
    private static final int LONG = 12_000;
    /** Longest tool result of an earlier turn; the file has the rest. */
    private static final int SHORT = 1_500;
    /** Longest log; what is older is left out. */
    private static final int LOG = 80_000;

    /** The log as text, and how many of its oldest entries did not fit. */
    record LogText(String text, int omitted) {}

    private PromptText() {}

    /** Every line behind a mark. */
    static String quoted(String text) {
        return text.isEmpty()
                ? "> (no text)"
                : text.lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }

    /** Without line breaks, for names and the like. */
    static String inline(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, max) + " … (" + (text.length() - max) + " more characters)";
    }

    static LogText log(List<? extends AgentMemory.Item> items, String agentId, int turn) {
        return log(items, agentId, turn, LOG);
    }

    /** The newest entries whose text is no longer than {@code longest} characters together. */
    static LogText log(List<? extends AgentMemory.Item> items, String agentId, int turn, int longest) {
        Deque<String> newest = new ArrayDeque<>();
        int length = 0;
        for (int i = items.size() - 1; i >= 0; i--) {
            String entry = entry(items.get(i), agentId, turn);
            length += entry.length();
            if (length > longest && !newest.isEmpty()) {
                break;
            }
            newest.addFirst(entry);
        }
        String text = newest.isEmpty() ? "(nothing was said yet)" : String.join("\n\n", newest);
        return new LogText(text, items.size() - newest.size());
    }

    private static String entry(AgentMemory.Item item, String agentId, int turn) {
        if (item instanceof AgentMemory.RememberedMessage said) {
            String speaker = said.agentId().equals(agentId) ? "You" : inline(said.agentId());
            String attached = said.attachments().isEmpty() ? "" : "\nattached: " + names(said.attachments());
            return "[turn " + said.turn() + "] " + speaker + ":\n" + quoted(cut(said.text(), LONG)) + attached;
        }
        if (item instanceof AgentMemory.UserInstruction instruction) {
            return "[turn " + instruction.turn() + "] The person you act for instructs you:\n"
                    + quoted(cut(instruction.text(), LONG));
        }
        AgentMemory.Used used = (AgentMemory.Used) item;
        String result = cut(used.result().text(), used.turn() == turn ? LONG : SHORT);
        String file = used.file() == null ? "" : ", kept as the file " + inline(used.file());
        return "[turn " + used.turn() + "] You used " + inline(used.name()) + " " + cut(used.args(), SHORT) + "\n"
                + (used.result().failed() ? "It failed:" : "It returned" + file + ":")
                + "\n" + quoted(result)
                + (used.result().hint().isEmpty() ? "" : "\n" + used.result().hint());
    }

    private static String names(List<String> names) {
        return names.stream().map(PromptText::inline).collect(Collectors.joining(", "));
    }

    static String files(List<SharedFile> files) {
        List<String> lines = new ArrayList<>();
        for (SharedFile file : files) {
            String origin = !file.from().isEmpty()
                    ? "received from " + inline(file.from())
                    : file.unsent() ? "yours, not sent yet" : "yours, sent";
            lines.add("- " + inline(file.name()) + " (" + origin + ")");
        }
        return lines.isEmpty() ? "(none)" : String.join("\n", lines);
    }
}
