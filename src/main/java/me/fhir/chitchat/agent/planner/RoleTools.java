package me.fhir.chitchat.agent.planner;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.RawJson;

/** The simulated tools of a scenario's role, for a player that is not planned here. */
public final class RoleTools {
    private final Playbook book;

    private RoleTools(Playbook book) {
        this.book = book;
    }

    /** The tools of this agent's role; empty when the scenario has no such role. */
    public static Optional<RoleTools> of(RawJson scenario, String agentId) {
        return Playbook.of(scenario, agentId).map(RoleTools::new);
    }

    /** All of them, in the order of the scenario. */
    public List<RoleTool> list() {
        return book.role().tools();
    }
}
