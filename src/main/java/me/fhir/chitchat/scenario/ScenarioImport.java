package me.fhir.chitchat.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.CanonicalJson;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.json.WireName;

/** Stores the scenarios of an archive with their own ids and times, all or none. For one thread, used once. */
public final class ScenarioImport {
    private final ScenarioStore store;
    private final Conflicts conflicts;
    private final Guard guard;
    private final List<String> added = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<String> unchanged = new ArrayList<>();
    private final List<String> conflicting = new ArrayList<>();

    /** The policy for a scenario whose id exists with another content. */
    public enum Conflicts implements WireName {
        /** Nothing at all is imported, unless it replaces only unchanged shipped scenarios. */
        REFUSE,
        /** The stored one stays. */
        KEEP,
        /** The imported one takes its place. */
        REPLACE;
    }

    /** Decides whether a scenario may be stored; what it throws ends the import, which then changes nothing. */
    public interface Guard {
        Guard NONE = (item, stored) -> {};

        void check(ScenarioItem item, Optional<ScenarioItem> stored);
    }

    /** The ids by what became of them; {@code unchanged} are those that were stored already in the same words. */
    public record Report(List<String> added, List<String> replaced, List<String> kept, List<String> unchanged) {}

    /** Scenarios of the same ids have another content, and the caller did not say what is to be done about it. */
    public static final class ConflictException extends RuntimeException {
        private static final int SHOWN = 20;

        ConflictException(List<String> ids) {
            super(
                    "Nothing was imported, because " + ids.size()
                            + (ids.size() == 1 ? " scenario exists" : " scenarios exist") + " with another content: "
                            + String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
                            + (ids.size() > SHOWN ? ", …" : "")
                            + ". With conflicts=keep (on the command line --conflicts keep) those stay as they are,"
                            + " with conflicts=replace they are overwritten.",
                    null,
                    false,
                    false);
        }
    }

    private ScenarioImport(ScenarioStore store, Conflicts conflicts, Guard guard) {
        this.store = store;
        this.conflicts = conflicts;
        this.guard = guard;
    }

    /**
     * Imports.
     *
     * @param items with different ids
     * @throws ConflictException with {@link Conflicts#REFUSE}
     */
    public static Report run(ScenarioStore store, List<ScenarioItem> items, Conflicts conflicts, Guard guard) {
        while (true) {
            ScenarioImport attempt = new ScenarioImport(store, conflicts, guard);
            List<ScenarioStore.Change> changes = attempt.changes(items);
            if (!attempt.conflicting.isEmpty()) {
                throw new ConflictException(attempt.conflicting);
            }
            // Otherwise one of them was changed concurrently; look again.
            if (store.apply(changes)) {
                return new Report(attempt.added, attempt.replaced, attempt.kept, attempt.unchanged);
            }
        }
    }

    private List<ScenarioStore.Change> changes(List<ScenarioItem> items) {
        List<ScenarioStore.Change> changes = new ArrayList<>();
        for (ScenarioItem item : items) {
            Optional<ScenarioItem> stored = store.find(item.id());
            if (takes(item, stored)) {
                guard.check(item, stored);
                changes.add(new ScenarioStore.Change(item, stored.orElse(null)));
            }
        }
        return changes;
    }

    private boolean takes(ScenarioItem item, Optional<ScenarioItem> stored) {
        if (stored.isEmpty()) {
            added.add(item.id());
            return true;
        }
        if (sameContent(item, stored.get())) {
            unchanged.add(item.id());
            return false;
        }
        if (asShipped(stored.get())) {
            replaced.add(item.id());
            return true;
        }
        switch (conflicts) {
            case REFUSE -> conflicting.add(item.id());
            case KEEP -> kept.add(item.id());
            case REPLACE -> replaced.add(item.id());
        }
        return conflicts == Conflicts.REPLACE;
    }

    /** Every new data file holds the shipped scenarios; no work is lost with an unchanged one. */
    private static boolean asShipped(ScenarioItem stored) {
        return ShippedScenarios.find(stored.id(), stored.createdAt())
                .filter(shipped -> sameContent(shipped, stored))
                .isPresent();
    }

    private static boolean sameContent(ScenarioItem one, ScenarioItem other) {
        return one.name().equals(other.name())
                && same(one.config(), other.config())
                && same(one.history(), other.history());
    }

    /** Whether both are equal apart from layout and order of members. */
    private static boolean same(RawJson one, RawJson other) {
        return one.equals(other)
                || CanonicalJson.of(StoredJson.parse(one.text()))
                        .equals(CanonicalJson.of(StoredJson.parse(other.text())));
    }
}
