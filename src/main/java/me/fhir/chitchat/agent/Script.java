package me.fhir.chitchat.agent;

import java.util.List;

/**
 * A parsed script: which list of actions an agent plays in which of its turns.
 *
 * @param lists the lists in their order
 * @param maxTurns after how many own turns it stays silent
 */
record Script(List<List<ScriptAction>> lists, int maxTurns) {
    Script {
        lists = lists.stream().map(List::copyOf).toList();
    }

    /** The actions of the own turn that follows this many closed ones; empty means silence. */
    List<ScriptAction> listFor(int closedTurns) {
        if (lists.isEmpty() || closedTurns >= maxTurns) {
            return List.of();
        }
        return lists.get(closedTurns % lists.size());
    }
}
