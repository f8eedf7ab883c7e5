package me.fhir.chitchat.agent.planner;

import java.util.List;
import me.fhir.chitchat.llm.Purpose;

/** The journal in the typed fields of a request. */
final class Lines {
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
}
