package me.fhir.chitchat.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The form of a scenario's {@code contract}: which parties must have reached what, which endings are legitimate, and what
 * counts as a stall. Ids of checks are unique within the contract, because {@code before} and {@code after} name them.
 */
final class ContractRules {
    private static final List<String> PARTY_CHECKS = List.of("success", "forbidden", "mustAsk");
    private static final List<String> LIMITS = List.of("turns", "minutes", "messageChars", "toolCalls");
    private static final List<String> STALLS = List.of("repeats", "cycle", "idleTurns");

    /** Of all parties together: each is held against each event. */
    private static final int MAX_CHECKS = 200;

    private static final int MAX_ENDINGS = 50;
    private static final int MAX_STALL = 50;

    private final FieldErrors errors;
    private final Set<String> agents;
    private final Set<String> checkIds = new HashSet<>();
    private int checkCount;

    /** @param agents the ids of the scenario's agents */
    ContractRules(FieldErrors errors, Set<String> agents) {
        this.errors = errors;
        this.agents = agents;
    }

    void contract(@Nullable Object value, String path) {
        Map<?, ?> contract = errors.object(value, path);
        if (contract == null) {
            return;
        }
        collectIds(contract);
        if (checkCount > MAX_CHECKS) {
            errors.add(path, "has " + checkCount + " checks; a contract may have " + MAX_CHECKS);
            return;
        }
        FieldErrors.each(contract, path, this::parties, "parties");
        FieldErrors.each(contract, path, this::checks, "established");
        FieldErrors.each(contract, path, this::endings, "endings");
        FieldErrors.each(contract, path, (limits, at) -> positives(limits, at, LIMITS, 1, Integer.MAX_VALUE), "limits");
        FieldErrors.each(contract, path, (stall, at) -> positives(stall, at, STALLS, 2, MAX_STALL), "stall");
    }

    /** First all of them, since a check may name one that stands behind it. */
    private void collectIds(Map<?, ?> contract) {
        if (contract.get("parties") instanceof Map<?, ?> parties) {
            for (Object party : parties.values()) {
                if (party instanceof Map<?, ?> lists) {
                    PARTY_CHECKS.forEach(name -> collectIds(lists.get(name)));
                }
            }
        }
        collectIds(contract.get("established"));
    }

    private void collectIds(@Nullable Object checks) {
        if (checks instanceof List<?> list) {
            checkCount += list.size();
            for (Object check : list) {
                if (check instanceof Map<?, ?> fields && fields.get("id") instanceof String id) {
                    checkIds.add(id);
                }
            }
        }
    }

    private void parties(@Nullable Object value, String path) {
        Map<?, ?> parties = errors.object(value, path);
        if (parties == null) {
            return;
        }
        for (Map.Entry<?, ?> entry : parties.entrySet()) {
            String at = path + "." + entry.getKey();
            if (!agents.contains(String.valueOf(entry.getKey()))) {
                errors.add(at, "names no agent of the scenario; it has " + String.join(", ", new TreeSet<>(agents)));
            }
            Map<?, ?> party = errors.object(entry.getValue(), at);
            if (party != null) {
                PARTY_CHECKS.forEach(name -> FieldErrors.each(party, at, this::checks, name));
            }
        }
    }

    private final Set<String> seenIds = new HashSet<>();

    private void checks(@Nullable Object value, String path) {
        List<?> checks = errors.list(value, path);
        CheckRules rules = new CheckRules(errors, agents, checkIds);
        for (int i = 0; i < checks.size() && !errors.isFull(); i++) {
            String id = rules.check(checks.get(i), path + "." + i);
            if (id != null && !seenIds.add(id)) {
                errors.add(path + "." + i + ".id", "must be unique in the contract; another check has it already");
            }
        }
    }

    private void endings(@Nullable Object value, String path) {
        if (errors.texts(value, path).size() > MAX_ENDINGS) {
            errors.add(path, "may have " + MAX_ENDINGS + " entries");
        }
    }

    private void positives(@Nullable Object value, String path, List<String> names, int least, int most) {
        Map<?, ?> fields = errors.object(value, path);
        if (fields == null) {
            return;
        }
        for (String name : names) {
            if (fields.containsKey(name)
                    && !(fields.get(name) instanceof Integer number && number >= least && number <= most)) {
                errors.add(
                        path + "." + name,
                        "must be a whole number of at least " + least
                                + (most == Integer.MAX_VALUE ? "" : " and at most " + most));
            }
        }
    }
}
