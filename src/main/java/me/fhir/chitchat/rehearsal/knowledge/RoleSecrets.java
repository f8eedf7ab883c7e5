package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.List;
import me.fhir.chitchat.agent.planner.AgentRole;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules.Policy;

/** Finds the values that a role must not disclose, so that no other text of its knowledge repeats them. */
final class RoleSecrets {
    /** Shorter values are common words and numbers. */
    private static final int MIN_LENGTH = 5;

    private RoleSecrets() {}

    /** @param instructions the author's words, in which "never reveal X" forbids X */
    static DisclosureRules rules(AgentRole role, String instructions) {
        DisclosureRules marked = DisclosureRules.of(role.disclosure(), instructions);
        if (role.disclosure().stream().noneMatch(mark -> mark.policy().equals("never"))) {
            return marked;
        }
        List<String> secrets = Knowledge.of(role.knowledge(), marked, LocalDate.EPOCH).leaves().stream()
                .filter(leaf -> marked.marked(leaf.pointer(), leaf.statement().text()) == Policy.NEVER)
                .map(leaf -> leaf.statement().normal())
                .filter(value -> value.length() >= MIN_LENGTH)
                .distinct()
                .toList();
        return new DisclosureRules(marked.marks(), marked.forbidden(), secrets);
    }
}
