package me.fhir.chitchat.scenario;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Scenarios in a map, for tests; passes the same contract as the real store. */
public final class InMemoryScenarioStore implements ScenarioStore {
    private final Map<String, ScenarioItem> items = new HashMap<>();

    @Override
    public synchronized List<Version> versions() {
        return items.values().stream()
                .sorted(Comparator.comparing(ScenarioItem::modifiedAt)
                        .reversed()
                        .thenComparing(ScenarioItem::id))
                .map(item -> new Version(item.id(), Integer.toHexString(item.hashCode())))
                .toList();
    }

    @Override
    public synchronized Optional<ScenarioItem> find(String id) {
        return Optional.ofNullable(items.get(id));
    }

    @Override
    public synchronized boolean insert(ScenarioItem item) {
        return items.putIfAbsent(item.id(), item) == null;
    }

    @Override
    public synchronized Optional<ScenarioItem> update(String id, UnaryOperator<ScenarioItem> change) {
        return Optional.ofNullable(items.computeIfPresent(id, (unused, stored) -> change.apply(stored)));
    }

    @Override
    public synchronized boolean apply(List<Change> changes) {
        if (changes.stream()
                .anyMatch(change -> !Objects.equals(items.get(change.item().id()), change.seen()))) {
            return false;
        }
        changes.forEach(change -> items.put(change.item().id(), change.item()));
        return true;
    }

    @Override
    public synchronized boolean delete(String id, Consumer<ScenarioItem> check) {
        ScenarioItem stored = items.get(id);
        if (stored == null) {
            return false;
        }
        check.accept(stored);
        return items.remove(id) != null;
    }
}
