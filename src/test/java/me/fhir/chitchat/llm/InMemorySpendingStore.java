package me.fhir.chitchat.llm;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** What models cost, kept in memory. */
final class InMemorySpendingStore implements SpendingStore {
    private final Map<LocalDate, Map<String, Spent>> days = new HashMap<>();

    @Override
    public synchronized Map<String, Spent> load(LocalDate day) {
        return Map.copyOf(days.getOrDefault(day, Map.of()));
    }

    @Override
    public synchronized void save(LocalDate day, Map<String, Spent> spent) {
        days.keySet().removeIf(other -> other.isBefore(day));
        days.computeIfAbsent(day, unused -> new HashMap<>()).putAll(spent);
    }
}
