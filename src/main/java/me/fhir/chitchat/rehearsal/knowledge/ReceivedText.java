package me.fhir.chitchat.rehearsal.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.planner.CoreTool;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.PlannerStep.ToolUse;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.language.Orders;

/**
 * A text that was received in one piece.
 *
 * @param message the message that brought it
 * @param name the attachment's name, empty for the text of the message itself
 */
record ReceivedText(SentMessage message, String name, String content) {
    private static final int MAX_CHARACTERS = 150_000;

    /** Messages of others and the attachments that were read, without those that give orders to a machine. */
    static List<ReceivedText> in(PlannerStep step) {
        Map<String, String> contents = contents(step);
        List<ReceivedText> texts = new ArrayList<>();
        int characters = 0;
        for (SentMessage message : step.messages()) {
            if (message.agentId().equals(step.role().agentId()) || Orders.areIn(message.text())) {
                continue;
            }
            for (ReceivedText text : of(message, contents)) {
                String content = text.content();
                String read = content.substring(0, Math.min(content.length(), MAX_CHARACTERS - characters));
                characters += read.length();
                if (!read.isEmpty()) {
                    texts.add(new ReceivedText(text.message(), text.name(), read));
                }
            }
        }
        return texts;
    }

    private static List<ReceivedText> of(SentMessage message, Map<String, String> contents) {
        List<ReceivedText> texts = new ArrayList<>();
        texts.add(new ReceivedText(message, "", message.text()));
        for (String name : message.attachments()) {
            String content = contents.get(name);
            if (content != null && !Orders.areIn(content)) {
                texts.add(new ReceivedText(message, name, content));
            }
        }
        return texts;
    }

    /** The attachments that were read, by their names. */
    private static Map<String, String> contents(PlannerStep step) {
        Map<String, String> contents = new HashMap<>();
        for (ToolUse use : step.toolUses()) {
            if (use.name().equals(CoreTool.READ.word()) && !use.failed()) {
                try {
                    if (PlainJson.of(Json.parse(use.result())) instanceof Map<?, ?> shown
                            && shown.get("name") instanceof String name
                            && shown.get("content") instanceof String content) {
                        contents.put(name, content);
                    }
                } catch (JsonSyntaxException e) {
                    throw new IllegalStateException("a tool's result must be JSON", e);
                }
            }
        }
        return contents;
    }
}
