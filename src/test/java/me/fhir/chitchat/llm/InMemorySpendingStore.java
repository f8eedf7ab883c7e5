package me.fhir.chitchat.llm;

import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What models cost, kept in memory. */
final class InMemorySpendingStore implements SpendingStore {
    private final Map<LocalDate, Map<String, Spent>> days = new HashMap<>();
    private boolean away;

    @Override
    public synchronized Map<String, Spent> load(LocalDate day) {
        return Map.copyOf(days.getOrDefault(day, Map.of()));
    }

    @Override
    public synchronized CompletableFuture<Map<String, Spent>> add(LocalDate day, Map<String, Spent> spent) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        days.keySet().removeIf(other -> other.isBefore(day.minusDays(KEPT_DAYS)));
        Map<String, Spent> kept = days.computeIfAbsent(day, unused -> new HashMap<>());
        spent.forEach((key, more) -> kept.merge(key, more, Spent::plus));
        return CompletableFuture.completedFuture(spent.keySet().stream().collect(toMap(key -> key, kept::get)));
    }

    synchronized void away(boolean now) {
        away = now;
    }
}
