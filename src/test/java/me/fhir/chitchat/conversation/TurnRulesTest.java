package me.fhir.chitchat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnRulesTest {
    private static final Instant START = Instant.parse("2026-11-23T16:30:00Z");
    private static final Instant NOW = START.plusSeconds(5);
    private static final RawJson PAYLOAD = new RawJson("{\"text\":\"x\"}");

    private final Head fresh = head(40);

    static Head head(int maxTurns) {
        return Head.created(7, new Setup(List.of("alpha", "beta"), null, maxTurns, null, null), START);
    }

    static AppendRequest message(String agentId, @Nullable Integer turn, Finality finality) {
        return new AppendRequest.Send(
                new AppendRequest.Sender(7, agentId, turn, null), new Entry.Message(PAYLOAD, finality), List.of());
    }

    static AppendRequest trace(String agentId, @Nullable Integer turn) {
        return new AppendRequest.SendTrace(
                new AppendRequest.Sender(7, agentId, turn, null), new Entry.Trace(PAYLOAD), Finality.NONE);
    }

    private static AppendRequest clear(String agentId) {
        return new AppendRequest.ClearTurn(7, agentId, new Entry.Trace(PAYLOAD));
    }

    private static AppendRequest close(@Nullable Long onlyAtSeq) {
        return new AppendRequest.Close(7, "system", new Entry.Message(PAYLOAD, Finality.CONVERSATION), null, onlyAtSeq);
    }

    private static Decision.Accepted accepted(Head head, AppendRequest request) {
        Decision decision = TurnRules.decide(head, request, NOW);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (Decision.Accepted) decision;
    }

    private static Head after(Head head, AppendRequest... requests) {
        Head current = head;
        for (AppendRequest request : requests) {
            current = accepted(current, request).after();
        }
        return current;
    }

    private static void assertRefused(Head head, AppendRequest request, ErrorCode code) {
        assertThat(TurnRules.decide(head, request, NOW)).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.sentence()).endsWith(".");
        });
    }

    @Test
    void firstMessageOpensTurnOneBehindTheCreationEvent() {
        Decision.Accepted decision = accepted(fresh, message("alpha", null, Finality.NONE));
        assertThat(decision.receipt().at()).isEqualTo(new Position(1, 1, 2));
        assertThat(decision.after().turn()).isEqualTo(new Head.Turn(1, 1, "alpha", false));
    }

    @Test
    void refusesAnyTurnButTheNextWhileNoneIsOpen() {
        for (int turn : new int[] {0, 2, -1}) {
            assertRefused(fresh, message("alpha", turn, Finality.TURN), ErrorCode.INVALID_TURN);
            assertRefused(fresh, trace("alpha", turn), ErrorCode.INVALID_TURN);
        }
    }

    @Test
    void refusesAnotherTurnWhileOneIsOpen() {
        Head open = after(fresh, trace("alpha", 1));
        assertRefused(open, message("alpha", 2, Finality.TURN), ErrorCode.TURN_CONFLICT);
        assertRefused(open, trace("alpha", 0), ErrorCode.TURN_CONFLICT);
    }

    @Test
    void refusesAnyoneButTheOwnerOfAnOpenTurn() {
        Head open = after(fresh, message("alpha", 1, Finality.NONE));
        assertRefused(open, message("beta", 1, Finality.TURN), ErrorCode.TURN_CONFLICT);
        assertRefused(open, trace("beta", null), ErrorCode.TURN_CONFLICT);
    }

    @Test
    void refusesAgentsOutsideTheRosterFirstOfAll() {
        Head ended = after(fresh, message("alpha", 1, Finality.CONVERSATION));
        assertRefused(fresh, message("gamma", 1, Finality.TURN), ErrorCode.INVALID_PARAMS);
        assertRefused(ended, trace("gamma", null), ErrorCode.INVALID_PARAMS);
        assertRefused(fresh, clear("gamma"), ErrorCode.INVALID_PARAMS);
    }

    @Test
    void refusesEverythingAfterTheEndWhateverTurnItNames() {
        Head ended = after(fresh, message("alpha", 1, Finality.CONVERSATION));
        for (Integer turn : new Integer[] {null, 0, 1, 2, 9}) {
            assertRefused(ended, message("alpha", turn, Finality.NONE), ErrorCode.CONVERSATION_FINALIZED);
            assertRefused(ended, trace("beta", turn), ErrorCode.CONVERSATION_FINALIZED);
        }
        assertRefused(ended, close(null), ErrorCode.CONVERSATION_FINALIZED);
    }

    @Test
    void refusesATraceThatClosesATurnOrConversation() {
        AppendRequest closing = new AppendRequest.SendTrace(
                new AppendRequest.Sender(7, "alpha", 1, null), new Entry.Trace(PAYLOAD), Finality.TURN);
        assertRefused(fresh, closing, ErrorCode.FINALITY_NOT_ALLOWED);
    }

    @Test
    void closesTheConversationInTheNextTurnOnceTheLimitIsReached() {
        Head atTwo = after(head(2), message("alpha", 1, Finality.TURN));
        Decision.Accepted decision = accepted(atTwo, message("beta", 2, Finality.TURN));
        assertThat(decision.receipt().at()).isEqualTo(new Position(2, 1, 3));
        Event closing = decision.events().get(1);
        assertThat(closing.at()).isEqualTo(new Position(3, 1, 4));
        assertThat(closing.agentId()).isEqualTo(TurnRules.ORCHESTRATOR);
        assertThat(closing.finality()).isEqualTo(Finality.CONVERSATION);
        assertThat(decision.after().completed()).isTrue();
        assertThat(decision.after().lastClosedSeq()).isEqualTo(4);
    }

    @Test
    void leavesALastTurnThatEndsTheConversationItselfAlone() {
        Decision.Accepted decision = accepted(head(1), message("alpha", 1, Finality.CONVERSATION));
        assertThat(decision.events()).hasSize(1);
    }

    @Test
    void marksAnOpenTurnAsClearedOnceUntilSomethingNewHappens() {
        Head open = after(fresh, trace("alpha", 1));
        Head cleared = after(open, clear("alpha"));
        assertThat(TurnRules.decide(cleared, clear("alpha"), NOW)).isEqualTo(new Decision.NothingToClear(1));
        Head again = after(cleared, trace("alpha", 1));
        assertThat(accepted(again, clear("alpha")).receipt().at().turn()).isEqualTo(1);
    }

    @Test
    void namesTheNextTurnWhereThereIsNothingToClear() {
        assertThat(TurnRules.decide(fresh, clear("beta"), NOW)).isEqualTo(new Decision.NothingToClear(1));
        Head open = after(fresh, trace("alpha", 1));
        assertThat(TurnRules.decide(open, clear("beta"), NOW)).isEqualTo(new Decision.NothingToClear(2));
        Head ended = after(open, message("alpha", 1, Finality.CONVERSATION));
        assertThat(TurnRules.decide(ended, clear("alpha"), NOW)).isEqualTo(new Decision.NothingToClear(2));
    }

    @Test
    void letsTheServerCloseAnOpenTurnOfAnybody() {
        Head open = after(fresh, trace("alpha", 1));
        assertThat(accepted(open, close(null)).receipt().at()).isEqualTo(new Position(1, 2, 3));
    }

    @Test
    void putsTheWatchdogsNoteIntoLaneZeroBeforeTheClosingMessage() {
        AppendRequest idle = new AppendRequest.Close(
                7,
                "system-watchdog",
                new Entry.Message(PAYLOAD, Finality.CONVERSATION),
                new Entry.SystemNote(PAYLOAD),
                1L);
        Decision.Accepted decision = accepted(fresh, idle);
        assertThat(decision.events().get(0).at()).isEqualTo(new Position(0, 2, 2));
        assertThat(decision.receipt().at()).isEqualTo(new Position(1, 1, 3));
    }

    @Test
    void closesNothingThatHasMovedOn() {
        Head moved = after(fresh, trace("alpha", 1));
        assertRefused(moved, close(1L), ErrorCode.TURN_CONFLICT);
        accepted(moved, close(2L));
    }

    @Test
    void neverLetsTimeRunBackwards() {
        Head later = after(fresh, trace("alpha", 1));
        Decision.Accepted decision =
                (Decision.Accepted) TurnRules.decide(later, trace("alpha", 1), NOW.minusSeconds(60));
        assertThat(decision.events().get(0).ts()).isEqualTo(NOW);
    }
}
