package me.fhir.chitchat.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks a recorded history against what the server promises. Knows no server; the same history gives the same result. */
final class HistoryChecker {
    private final List<Violation> violations = new ArrayList<>();
    private final AppendChecks appends = new AppendChecks(violations);
    private final ReadChecks reads = new ReadChecks(violations);
    private final Map<Long, List<LoggedEvent>> logs = new HashMap<>();
    private final Map<String, Observation> observations = new HashMap<>();

    private HistoryChecker() {}

    static List<Violation> check(Stream<HistoryEntry> history) {
        HistoryChecker checker = new HistoryChecker();
        history.forEachOrdered(checker::add);
        return checker.result();
    }

    private void add(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.Following following) {
            observations
                    .computeIfAbsent(following.observer(), name -> new Observation(following))
                    .resumed();
        } else if (entry instanceof HistoryEntry.Observed observed) {
            observation(observed.observer()).saw(observed.event());
            reads.known(observed.event().conversation(), observed.event().seq());
        } else if (entry instanceof HistoryEntry.CaughtUp caughtUp) {
            observation(caughtUp.observer()).caughtUp();
        } else if (entry instanceof HistoryEntry.ReadBegun begun) {
            reads.begun(begun);
        } else if (entry instanceof HistoryEntry.ReadDone done) {
            reads.done(done);
        } else if (entry instanceof HistoryEntry.Disclosed disclosed) {
            disclosed(disclosed);
        } else if (entry instanceof HistoryEntry.Stored stored) {
            logs.computeIfAbsent(stored.event().conversation(), number -> new ArrayList<>())
                    .add(stored.event());
        } else {
            addAppend(entry);
        }
    }

    private void addAppend(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.Invoked invoked) {
            appends.invoked(invoked);
        } else if (entry instanceof HistoryEntry.Repeated repeated) {
            appends.repeated(repeated.operation());
        } else if (entry instanceof HistoryEntry.Acknowledged acknowledged) {
            reads.known(appends.acknowledged(acknowledged), acknowledged.seq());
        } else if (entry instanceof HistoryEntry.Refused refused) {
            appends.refused(refused.operation());
        }
    }

    private Observation observation(String observer) {
        Observation found = observations.get(observer);
        if (found == null) {
            throw new IllegalArgumentException(observer + " saw something before it followed a conversation");
        }
        return found;
    }

    private void disclosed(HistoryEntry.Disclosed found) {
        if (!found.viewer().mayKnowOf(found.owner())) {
            violations.add(new Violation(
                    Violation.Kind.LEAKED,
                    "what only " + found.owner() + " knows reached " + found.viewer() + " in conversation "
                            + found.conversation()));
        }
    }

    private List<Violation> result() {
        appends.compare(logs);
        logs.values().forEach(log -> LogChecks.check(log, violations));
        observations.forEach((observer, observation) ->
                observation.compare(logs.getOrDefault(observation.conversation(), List.of()), violations));
        return violations;
    }
}
