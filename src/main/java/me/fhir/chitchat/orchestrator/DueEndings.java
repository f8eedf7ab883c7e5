package me.fhir.chitchat.orchestrator;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongFunction;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/**
 * What a round of the watchdog leaves active and would end first. A few are kept, because those that go on talking give
 * way to the next; private ones are not, since the first of them is published to everybody.
 */
final class DueEndings {
    private static final int KEPT = 5;

    private final PriorityQueue<Candidate> latestFirst =
            new PriorityQueue<>(Comparator.comparing(Candidate::seen).reversed());

    private record Candidate(long conversation, Rules rules, Instant seen) {}

    /**
     * What ends a conversation.
     *
     * @param minAge before which silence does not end it
     * @param silence null where it may be silent for any time
     * @param life zero where it may be active for any time
     */
    record Rules(Duration minAge, @Nullable Duration silence, Duration life) {
        /** When they end a conversation in which nothing happens any more. */
        Optional<Instant> end(Head.LogExtent log) {
            Instant bySilence = silence == null
                    ? Instant.MAX
                    : later(log.updatedAt().plus(silence), log.createdAt().plus(minAge));
            Instant byAge = life.isZero() ? Instant.MAX : log.createdAt().plus(life);
            Instant first = bySilence.isBefore(byAge) ? bySilence : byAge;
            return first.equals(Instant.MAX) ? Optional.empty() : Optional.of(first);
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    void add(Head head, Rules rules) {
        if (!head.setup().seating().listed()) {
            return;
        }
        rules.end(head.log()).ifPresent(end -> {
            latestFirst.add(new Candidate(head.conversation(), rules, end));
            if (latestFirst.size() > KEPT) {
                latestFirst.remove();
            }
        });
    }

    /**
     * The first of them as they are now.
     *
     * @param heads what a conversation's head is now, if it is there
     */
    Optional<DueEnding> first(LongFunction<Optional<Head>> heads) {
        return List.copyOf(latestFirst).stream()
                .flatMap(candidate -> heads.apply(candidate.conversation).stream()
                        .filter(head -> !head.completed())
                        .flatMap(head -> candidate.rules.end(head.log()).stream())
                        .map(end -> new DueEnding(candidate.conversation, end)))
                .min(Comparator.comparing(DueEnding::at));
    }
}
