package me.fhir.chitchat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Drives random histories, legal and illegal, and holds every log that comes out against what must be true of all. */
class TurnRulesPropertiesTest {
    private static final RawJson PAYLOAD = new RawJson("{\"text\":\"x\"}");

    private record History(Head head, List<Event> log, List<Integer> refusals) {}

    @Provide
    Arbitrary<List<AppendRequest>> requests() {
        Arbitrary<String> agents = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("a", "b", "c")), Tuple.of(1, Arbitraries.just("stranger")));
        Arbitrary<Integer> turns = Arbitraries.integers().between(-1, 12).injectNull(0.6);
        Arbitrary<Finality> finalities = Arbitraries.frequency(
                Tuple.of(5, Finality.NONE), Tuple.of(5, Finality.TURN), Tuple.of(1, Finality.CONVERSATION));
        Arbitrary<AppendRequest> messages = Combinators.combine(agents, turns, finalities)
                .as((agent, turn, finality) -> new AppendRequest.Send(
                        new AppendRequest.Sender(1, agent, turn, null),
                        new Entry.Message(PAYLOAD, finality),
                        List.of()));
        Arbitrary<AppendRequest> traces = Combinators.combine(agents, turns, finalities)
                .as((agent, turn, finality) -> new AppendRequest.SendTrace(
                        new AppendRequest.Sender(1, agent, turn, null),
                        new Entry.Trace(PAYLOAD),
                        finality == Finality.CONVERSATION ? Finality.TURN : Finality.NONE));
        Arbitrary<AppendRequest> clears =
                agents.map(agent -> new AppendRequest.ClearTurn(1, agent, new Entry.Trace(PAYLOAD)));
        Arbitrary<AppendRequest> closes = Arbitraries.longs()
                .between(1, 20)
                .injectNull(0.3)
                .map(seq -> new AppendRequest.Close(
                        1,
                        "system",
                        new Entry.Message(PAYLOAD, Finality.CONVERSATION),
                        seq != null && seq % 2 == 0 ? new Entry.SystemNote(PAYLOAD) : null,
                        seq));
        return Arbitraries.frequencyOf(
                        Tuple.of(8, messages), Tuple.of(6, traces), Tuple.of(2, clears), Tuple.of(1, closes))
                .list()
                .ofMaxSize(60);
    }

    private static History play(List<AppendRequest> requests, int maxTurns) {
        Instant start = Instant.parse("2026-11-23T16:30:00Z");
        Head head = Head.created(1, new Setup(List.of("a", "b", "c"), "a", maxTurns, null, null), start);
        List<Event> log = new ArrayList<>();
        List<Integer> refusals = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Decision decision = TurnRules.decide(head, requests.get(i), start.plusMillis(i));
            if (decision instanceof Decision.Accepted accepted) {
                head = accepted.after();
                log.addAll(accepted.events());
            } else if (decision instanceof Decision.Refused) {
                refusals.add(i);
            }
        }
        return new History(head, log, refusals);
    }

    @Property
    void seqHasNoGapAndEventsCountFromOneWithinTheirTurn(@ForAll("requests") List<AppendRequest> requests) {
        List<Event> log = play(requests, 40).log();
        for (int i = 0; i < log.size(); i++) {
            Event event = log.get(i);
            assertThat(event.seq()).isEqualTo(i + 2);
            long before = log.subList(0, i).stream()
                    .filter(other -> other.at().turn() == event.at().turn())
                    .count();
            // Turn 0 has the creation event already.
            assertThat(event.at().event()).isEqualTo((int) before + (event.at().turn() == 0 ? 2 : 1));
        }
    }

    @Property
    void turnsFollowEachOtherAndEachHasOneParticipant(@ForAll("requests") List<AppendRequest> requests) {
        int turn = 0;
        boolean open = false;
        String owner = "";
        for (Event event : play(requests, 40).log()) {
            if (event.at().turn() == 0) {
                continue;
            }
            boolean server = event.agentId().startsWith("system");
            if (!open) {
                assertThat(event.at().turn()).isEqualTo(turn + 1);
                owner = event.agentId();
            } else if (!server) {
                assertThat(event.agentId()).isEqualTo(owner);
            }
            turn = event.at().turn();
            open = event.finality() == Finality.NONE;
        }
    }

    @Property
    void nothingComesAfterTheEnd(@ForAll("requests") List<AppendRequest> requests) {
        History history = play(requests, 40);
        List<Event> log = history.log();
        for (int i = 0; i < log.size() - 1; i++) {
            assertThat(log.get(i).finality()).isNotEqualTo(Finality.CONVERSATION);
        }
        boolean ended = !log.isEmpty() && log.get(log.size() - 1).finality() == Finality.CONVERSATION;
        assertThat(history.head().completed()).isEqualTo(ended);
    }

    @Property
    void onlyMessagesCloseAnything(@ForAll("requests") List<AppendRequest> requests) {
        assertThat(play(requests, 40).log())
                .filteredOn(event -> event.finality() != Finality.NONE)
                .allMatch(event -> event.entry() instanceof Entry.Message);
    }

    @Property
    void noTurnBeyondTheLimitIsEverOpened(@ForAll("requests") List<AppendRequest> requests) {
        List<Event> log = play(requests, 3).log();
        assertThat(log)
                .filteredOn(event -> event.at().turn() > 3)
                .allMatch(event -> event.agentId().startsWith("system")
                        && event.finality() == Finality.CONVERSATION
                        && event.at().turn() == 4);
    }

    @Property
    void theHeadSaysWhatTheLogSays(@ForAll("requests") List<AppendRequest> requests) {
        History history = play(requests, 40);
        List<Event> log = history.log();
        Head head = history.head();
        assertThat(head.log().lastSeq()).isEqualTo(log.size() + 1L);
        long lastClosed = log.stream()
                .filter(event -> event.finality() != Finality.NONE)
                .mapToLong(Event::seq)
                .max()
                .orElse(0);
        assertThat(head.lastClosedSeq()).isEqualTo(lastClosed);
        Event lastInTurn = log.stream()
                .filter(event -> event.at().turn() > 0)
                .reduce((first, second) -> second)
                .orElse(null);
        boolean open = lastInTurn != null && lastInTurn.finality() == Finality.NONE;
        assertThat(head.turn().open()).isEqualTo(open);
        assertThat(head.turn().number())
                .isEqualTo(lastInTurn == null ? 0 : lastInTurn.at().turn());
    }

    @Property
    void aRefusalLeavesNothingBehind(@ForAll("requests") List<AppendRequest> requests) {
        History whole = play(requests, 40);
        List<AppendRequest> allowed = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            if (!whole.refusals().contains(i)) {
                allowed.add(requests.get(i));
            }
        }
        History without = play(allowed, 40);
        assertThat(without.log().stream().map(Event::at).toList())
                .isEqualTo(whole.log().stream().map(Event::at).toList());
        assertThat(without.refusals()).isEmpty();
        assertThat(Objects.equals(without.head().turn(), whole.head().turn())).isTrue();
    }
}
