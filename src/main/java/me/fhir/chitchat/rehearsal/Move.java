package me.fhir.chitchat.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.planner.CoreTool;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.JsonText;

/** What an agent does next. */
sealed interface Move {
    String reasoning();

    /**
     * Calls a tool.
     *
     * @param arguments the text of a JSON object
     */
    record Use(@Override String reasoning, String tool, String arguments) implements Move {}

    record Say(@Override String reasoning, String text, List<String> attachments, boolean last) implements Move {}

    static Move use(String reasoning, RoleTool tool, String arguments) {
        return new Use(reasoning, tool.name(), arguments);
    }

    /** The move as a planner's answer. */
    default String json() {
        if (this instanceof Use use) {
            return "{\"reasoning\":" + JsonText.quote(use.reasoning()) + ",\"action\":{\"tool\":"
                    + JsonText.quote(use.tool()) + ",\"args\":" + use.arguments() + "}}";
        }
        Say say = (Say) this;
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("text", say.text());
        if (!say.attachments().isEmpty()) {
            args.put(
                    "attachments",
                    say.attachments().stream().map(name -> Map.of("name", name)).toList());
        }
        args.put("finality", say.last() ? "conversation" : "turn");
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("tool", CoreTool.SEND.word());
        action.put("args", args);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("reasoning", say.reasoning());
        answer.put("action", action);
        return JsonText.write(answer);
    }
}
