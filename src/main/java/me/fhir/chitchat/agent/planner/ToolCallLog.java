package me.fhir.chitchat.agent.planner;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.json.CanonicalJson;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/** The calls of an agent's tools by their ids, with and without a result. For one thread at a time. */
final class ToolCallLog {
    private final String agentId;
    private final Map<String, PendingCall> unfinished = new LinkedHashMap<>();
    private final Map<String, ReturnedCall> finished = new HashMap<>();
    private int calls;

    /** A call that has no result yet. */
    record PendingCall(int turn, String name, String args) {}

    /**
     * A call that has its result.
     *
     * @param failed whether {@code result} says what went wrong; else it is the JSON value that the tool returned
     * @param file the name of the file that the result became, or null
     */
    record ReturnedCall(
            int turn,
            String name,
            String args,
            boolean failed,
            String result,
            @Nullable String file) {}

    ToolCallLog(String agentId) {
        this.agentId = agentId;
    }

    void begun(String id, PendingCall call) {
        calls++;
        unfinished.put(id, call);
    }

    /** Takes the call that a result belongs to; null when there is none. */
    @Nullable
    PendingCall taken(String id) {
        return unfinished.remove(id);
    }

    void finished(String id, ReturnedCall used) {
        finished.put(id, used);
    }

    /** The turn is played again: none of its calls will get a result, and those that have one never happened. */
    void forget(int turn) {
        unfinished.clear();
        finished.values().removeIf(used -> used.turn() == turn);
    }

    /** The call of that id, once it has a result. */
    Optional<ReturnedCall> finished(String id) {
        return Optional.ofNullable(finished.get(id));
    }

    boolean isUnfinished(String id) {
        return unfinished.containsKey(id);
    }

    /** The id of the same call in a turn, as long as it has no result. */
    Optional<String> unfinished(int turn, String tool, String args) {
        return unfinished.entrySet().stream()
                .filter(call -> call.getValue().turn() == turn
                        && signature(call.getValue().name(), call.getValue().args())
                                .equals(signature(tool, args)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether an id belongs to a call of another tool, or with other arguments. */
    boolean isOther(String id, String tool, String args) {
        String call = signature(tool, args);
        ReturnedCall done = finished.get(id);
        PendingCall open = unfinished.get(id);
        return (done != null && !signature(done.name(), done.args()).equals(call))
                || (open != null && !signature(open.name(), open.args()).equals(call));
    }

    /** How many calls were begun in all. */
    int count() {
        return calls;
    }

    /** How many calls of a turn there are. */
    long count(int turn) {
        long open =
                unfinished.values().stream().filter(call -> call.turn() == turn).count();
        return open
                + finished.values().stream().filter(used -> used.turn() == turn).count();
    }

    /** An id for the next call that no earlier one of this agent has. */
    String nextId() {
        return agentId + "-" + (calls + 1);
    }

    /** Names a call of a tool, whatever the order of its arguments. */
    static String signature(String tool, String args) {
        return tool + " " + CanonicalJson.of(StoredJson.parse(args));
    }
}
