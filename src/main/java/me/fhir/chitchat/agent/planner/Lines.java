package me.fhir.chitchat.agent.planner;

import java.util.List;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.Purpose;

/** The journal in the typed fields of a request. */
final class Lines {
    private static final int USUAL_TURN_LIMIT = 40;

    private Lines() {}

    static List<Purpose.Line> of(Journal journal) {
        return journal.talk().stream()
                .map(said -> new Purpose.Line(said.agentId(), said.turn(), said.text(), said.attachments()))
                .toList();
    }

    static List<Purpose.ToolUse> uses(Journal journal, Playbook book) {
        return journal.uses().stream()
                .filter(used -> book.tool(used.name()).isPresent())
                .map(used -> new Purpose.ToolUse(
                        used.turn(),
                        used.name(),
                        used.args(),
                        used.file(),
                        used.result().text()))
                .toList();
    }

    static List<String> unsent(Journal journal) {
        return journal.files().stream()
                .filter(SharedFile::unsent)
                .map(SharedFile::name)
                .toList();
    }

    /** The conversation's own turn limit, else the usual one. */
    static int turnLimit(RawJson meta) {
        try {
            Object limit =
                    Fields.of(JsonText.toMap(meta.text())).object("config").value("maxTurns");
            return limit instanceof Number number ? number.intValue() : USUAL_TURN_LIMIT;
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored Meta must be an object", e);
        }
    }
}
