package me.fhir.chitchat.rehearsal.knowledge;

import java.util.List;
import me.fhir.chitchat.agent.planner.CoreTool;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.JsonWriter;

/** What an agent does next. */
public sealed interface Move {
    String reasoning();

    /**
     * Calls a tool.
     *
     * @param arguments the text of a JSON object
     */
    record Use(@Override String reasoning, String tool, String arguments) implements Move {}

    record Say(@Override String reasoning, String text, List<String> attachments, boolean last) implements Move {
        private void writeArguments(JsonWriter json) {
            json.text("text", text);
            if (!attachments.isEmpty()) {
                json.objects("attachments", attachments, (attachment, name) -> attachment.text("name", name));
            }
            json.text("finality", last ? "conversation" : "turn");
        }
    }

    static Move use(String reasoning, RoleTool tool, String arguments) {
        return new Use(reasoning, tool.name(), arguments);
    }

    /** The move as a planner's answer. */
    default String json() {
        return JsonWriter.object(json -> json.text("reasoning", reasoning()).object("action", this::writeAction));
    }

    private void writeAction(JsonWriter json) {
        if (this instanceof Use use) {
            json.text("tool", use.tool()).raw("args", use.arguments());
        } else if (this instanceof Say say) {
            json.text("tool", CoreTool.SEND.word()).object("args", say::writeArguments);
        }
    }
}
