package me.fhir.chitchat.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants each kind of fault into a history without one. */
class HistoryCheckerTest {
    private static final long TALK = 7;
    private static final List<LoggedEvent> LOG = List.of(
            event(1, 0, 1, "system", "system-orchestrator", "meta_created", "none"),
            event(2, 1, 1, "trace", "alpha", "private-alpha op 1", "none"),
            event(3, 1, 2, "message", "alpha", "op 2", "turn"),
            event(4, 2, 1, "trace", "beta", "private-beta op 3", "none"),
            event(5, 2, 2, "message", "beta", "op 4", "none"),
            event(6, 2, 3, "message", "beta", "op 5", "turn"),
            event(7, 3, 1, "message", "alpha", "op 6", "conversation"));

    private static LoggedEvent event(
            long seq, long turn, long event, String type, String agent, String text, String finality) {
        return new LoggedEvent(TALK, seq, turn, event, type, agent, text, finality);
    }

    /** Everyone wrote, read and saw what they should; alpha's subscriber broke off in the middle. */
    private static List<HistoryEntry> sound() {
        List<HistoryEntry> history = new ArrayList<>();
        history.add(new HistoryEntry.Following("o", Viewer.HOST, TALK, 0));
        history.add(new HistoryEntry.Following("a", Viewer.ALPHA, TALK, 0));
        history.add(new HistoryEntry.Following("w", Viewer.BETA_BY_HTTP, TALK, 3));
        for (LoggedEvent event : LOG) {
            if (!event.isNote()) {
                history.add(new HistoryEntry.Invoked(
                        event.seq(),
                        TALK,
                        event.agent(),
                        event.type(),
                        event.text(),
                        event.finality(),
                        "r" + event.seq()));
                history.add(acknowledged(event));
            }
            history.add(new HistoryEntry.ReadBegun(event.seq(), TALK));
            history.add(new HistoryEntry.ReadDone(event.seq(), event.seq()));
            history.add(new HistoryEntry.Observed("o", event));
            if (event.seq() == 4) {
                history.add(new HistoryEntry.Following("a", Viewer.ALPHA, TALK, 3));
            }
            if (Viewer.ALPHA.sees(event)) {
                history.add(new HistoryEntry.Observed("a", event));
            }
            if (event.seq() > 3 && Viewer.BETA_BY_HTTP.sees(event)) {
                history.add(new HistoryEntry.Observed(
                        "w", new LoggedEvent(TALK, event.seq(), -1, -1, "message", event.agent(), event.text(), "")));
            }
        }
        history.add(new HistoryEntry.Disclosed(Viewer.HOST, TALK, "alpha"));
        history.add(new HistoryEntry.Disclosed(Viewer.ALPHA, TALK, "alpha"));
        history.add(new HistoryEntry.Invoked(90, TALK, "beta", "message", "op 90", "none", null));
        history.add(new HistoryEntry.Refused(90, -32011));
        history.add(new HistoryEntry.Invoked(91, TALK, "beta", "message", "op 91", "none", null));
        List.of("o", "a", "w").forEach(observer -> history.add(new HistoryEntry.CaughtUp(observer)));
        LOG.forEach(event -> history.add(new HistoryEntry.Stored(event)));
        return history;
    }

    private static HistoryEntry.Acknowledged acknowledged(LoggedEvent event) {
        return new HistoryEntry.Acknowledged(event.seq(), event.seq(), event.turn(), event.event());
    }

    private static Set<Violation.Kind> found(List<HistoryEntry> history) {
        return HistoryChecker.check(history.stream()).stream()
                .map(Violation::kind)
                .collect(Collectors.toSet());
    }

    /** The sound history with one entry exchanged for others. */
    private static Set<Violation.Kind> foundWith(HistoryEntry entry, HistoryEntry... instead) {
        List<HistoryEntry> history = new ArrayList<>(sound());
        int at = history.indexOf(entry);
        assertThat(at).as("place of %s", entry).isNotNegative();
        history.remove(at);
        history.addAll(at, List.of(instead));
        return found(history);
    }

    private static LoggedEvent at(int seq) {
        return LOG.get(seq - 1);
    }

    /** Exchanges an event of the log for one that differs. */
    private static Set<Violation.Kind> foundWhenStored(int seq, UnaryOperator<LoggedEvent> change) {
        return foundWith(new HistoryEntry.Stored(at(seq)), new HistoryEntry.Stored(change.apply(at(seq))));
    }

    @Test
    void findsNothingInASoundHistory() {
        assertThat(HistoryChecker.check(sound().stream())).isEmpty();
    }

    @Test
    void findsALostAppend() {
        assertThat(foundWith(new HistoryEntry.Refused(90, -32011), new HistoryEntry.Acknowledged(90, 8, 4, 1)))
                .containsExactly(Violation.Kind.LOST);
    }

    @Test
    void findsAGapInALog() {
        assertThat(foundWith(new HistoryEntry.Stored(at(4)))).contains(Violation.Kind.GAP, Violation.Kind.LOST);
    }

    @Test
    void findsAnAppendThatIsStoredTwice() {
        assertThat(foundWith(
                        new HistoryEntry.Stored(at(5)),
                        new HistoryEntry.Stored(at(5)),
                        new HistoryEntry.Stored(event(6, 2, 3, "message", "beta", "op 4", "none"))))
                .contains(Violation.Kind.STORED_TWICE);
    }

    @Test
    void findsARefusedAppendThatIsStored() {
        assertThat(foundWith(acknowledged(at(4)), new HistoryEntry.Refused(4, -32010)))
                .containsExactly(Violation.Kind.REFUSED_BUT_STORED);
    }

    @Test
    void acceptsThatARepeatedAppendWasRefusedOnceAndIsStored() {
        assertThat(foundWith(acknowledged(at(4)), new HistoryEntry.Repeated(4), new HistoryEntry.Refused(4, -32010)))
                .isEmpty();
    }

    @Test
    void findsARepeatThatIsAcknowledgedElsewhere() {
        assertThat(foundWith(
                        acknowledged(at(4)),
                        acknowledged(at(4)),
                        new HistoryEntry.Repeated(4),
                        new HistoryEntry.Acknowledged(4, 5, 2, 2)))
                .contains(Violation.Kind.CHANGED);
    }

    @Test
    void findsAnEventThatNobodySent() {
        assertThat(foundWhenStored(5, e -> event(5, 2, 2, "message", "beta", "op 99", "none")))
                .contains(Violation.Kind.INVENTED, Violation.Kind.LOST);
    }

    @Test
    void findsAnEventOfAnotherAgentInATurn() {
        assertThat(foundWhenStored(5, e -> event(5, 2, 2, "message", "alpha", "op 4", "none")))
                .contains(Violation.Kind.TURN_ORDER, Violation.Kind.CHANGED);
    }

    @Test
    void findsATurnThatIsLeftOut() {
        assertThat(foundWhenStored(7, e -> event(7, 4, 1, "message", "alpha", "op 6", "conversation")))
                .contains(Violation.Kind.TURN_ORDER);
    }

    @Test
    void findsAnEventAfterTheEnd() {
        assertThat(foundWhenStored(6, e -> event(6, 2, 3, "message", "beta", "op 5", "conversation")))
                .contains(Violation.Kind.TURN_ORDER);
    }

    @Test
    void findsAnObserverThatSawAnEventTwiceAfterComingBack() {
        assertThat(foundWith(
                        new HistoryEntry.Following("a", Viewer.ALPHA, TALK, 3),
                        new HistoryEntry.Following("a", Viewer.ALPHA, TALK, 3),
                        new HistoryEntry.Observed("a", at(3))))
                .containsExactly(Violation.Kind.OBSERVED_TWICE);
    }

    @Test
    void findsObserversThatSawAnotherOrder() {
        List<HistoryEntry> history = new ArrayList<>(sound());
        HistoryEntry early = new HistoryEntry.Observed("a", at(5));
        history.remove(early);
        history.add(history.indexOf(new HistoryEntry.Observed("a", at(6))) + 1, early);
        assertThat(found(history)).containsExactly(Violation.Kind.REORDERED);
    }

    @Test
    void findsAnEventThatAnObserverWasNotShown() {
        assertThat(foundWith(new HistoryEntry.Observed("a", at(6)))).containsExactly(Violation.Kind.MISSED);
        assertThat(foundWith(new HistoryEntry.Observed("o", at(4)))).containsExactly(Violation.Kind.MISSED);
    }

    @Test
    void onlyAnObserverThatHadTimeMustHaveSeenTheLastEvent() {
        assertThat(foundWith(new HistoryEntry.Observed("a", at(7)))).containsExactly(Violation.Kind.MISSED);
        List<HistoryEntry> gone = new ArrayList<>(sound());
        gone.remove(new HistoryEntry.Observed("a", at(7)));
        gone.remove(new HistoryEntry.CaughtUp("a"));
        assertThat(found(gone)).isEmpty();
    }

    @Test
    void findsAnObservedEventThatIsNoLongerStored() {
        List<HistoryEntry> history = new ArrayList<>(sound());
        history.remove(new HistoryEntry.Stored(at(7)));
        assertThat(found(history)).containsExactly(Violation.Kind.LOST);
    }

    @Test
    void findsAnEventThatLookedOtherwise() {
        assertThat(foundWith(
                        new HistoryEntry.Observed("o", at(5)),
                        new HistoryEntry.Observed("o", event(5, 2, 2, "message", "beta", "op 5", "none"))))
                .containsExactly(Violation.Kind.CHANGED);
    }

    @Test
    void findsAReadThatDoesNotKnowWhatWasAcknowledgedBefore() {
        assertThat(foundWith(new HistoryEntry.ReadDone(6, 6), new HistoryEntry.ReadDone(6, 5)))
                .containsExactly(Violation.Kind.STALE_READ);
    }

    @Test
    void findsAnotherSeatsThoughtAtASubscriber() {
        HistoryEntry own = new HistoryEntry.Observed("a", at(5));
        assertThat(foundWith(own, new HistoryEntry.Observed("a", at(4)), own)).containsExactly(Violation.Kind.LEAKED);
    }

    @Test
    void findsPrivateKnowledgeInAFrame() {
        for (Viewer viewer : List.of(Viewer.BETA, Viewer.WATCH, Viewer.BETA_BY_HTTP)) {
            assertThat(foundWith(
                            new HistoryEntry.Disclosed(Viewer.HOST, TALK, "alpha"),
                            new HistoryEntry.Disclosed(viewer, TALK, "alpha")))
                    .containsExactly(Violation.Kind.LEAKED);
        }
    }

    @Test
    void aHistoryIsTheSameAfterItWasWrittenToAFile(@TempDir Path folder) throws Exception {
        try (HistoryFile file = new HistoryFile(folder.resolve("history.jsonl"))) {
            sound().forEach(file::add);
            assertThat(file.<List<HistoryEntry>>read(Stream::toList)).containsExactlyElementsOf(sound());
        }
    }
}
