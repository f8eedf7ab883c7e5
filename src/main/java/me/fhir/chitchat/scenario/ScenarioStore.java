package me.fhir.chitchat.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where scenarios are kept. Every method may be called from any thread and is durable when it returns. */
public interface ScenarioStore {
    /**
     * A state of a scenario.
     *
     * @param revision another one after each change
     */
    record Version(String id, String revision) {}

    /** All scenarios, last modified first; they themselves are too many to be in memory at once. */
    List<Version> versions();

    /** The ids of all scenarios, last modified first. */
    default List<String> ids() {
        return versions().stream().map(Version::id).toList();
    }

    /** All scenarios, last modified first, for stores that are known to be small. */
    default List<ScenarioItem> all() {
        return ids().stream().map(this::find).flatMap(Optional::stream).toList();
    }

    Optional<ScenarioItem> find(String id);

    /** Stores a new scenario; false, and nothing changed, when its id exists already. */
    boolean insert(ScenarioItem item);

    /**
     * Changes a scenario: no other change comes between the item that {@code change} sees and the one it returns. It
     * runs on the caller's thread, and again after each concurrent change. What it throws passes through and nothing is
     * changed.
     *
     * @return the item as stored now, or empty when there is none of that id
     */
    Optional<ScenarioItem> update(String id, UnaryOperator<ScenarioItem> change);

    /**
     * A scenario that is to be stored with its own times.
     *
     * @param seen what is stored under its id as the caller has seen it, null for nothing
     */
    record Change(ScenarioItem item, @Nullable ScenarioItem seen) {}

    /** Stores all of these or none; false, and nothing changed, when something is not any more as it was seen. */
    boolean apply(List<Change> changes);

    /**
     * Deletes a scenario as {@code check} has seen it, on the caller's thread; what the check throws passes through.
     *
     * @return whether there was one of that id
     */
    boolean delete(String id, Consumer<ScenarioItem> check);
}
