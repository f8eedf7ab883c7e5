package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.UnseenScenarios.Unseen;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios of many trades and languages end by the evidence, with any peer. */
class UnseenScenariosTest {
    private static final List<String> NEGATIVE = List.of("failure", "neutral");

    static List<Unseen> scenarios() {
        return UnseenScenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void twoRehearsedSidesReachTheRightEnding(Unseen unseen) throws Exception {
        Play play = new Play(unseen.scenario());
        Play.Result result = play.together("asker");
        ends(result, List.of("success"), unseen.scenario());
        assertThat(play.together("asker").transcript()).isEqualTo(result.transcript());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void oneOtherFactTurnsTheEnding(Unseen unseen) throws Exception {
        ends(new Play(unseen.twinScenario()).together("asker"), NEGATIVE, unseen.twinScenario());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aCooperativePeerGetsWhatTheFactsAllow(Unseen unseen) throws Exception {
        Play play = new Play(unseen.scenario());
        ends(play.against(new CooperativePeer(unseen.opens(), unseen.facts())), List.of("success"), unseen.scenario());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aCooperativePeerWithTheOtherFactGetsNothing(Unseen unseen) throws Exception {
        Play play = new Play(unseen.scenario());
        ends(play.against(new CooperativePeer(unseen.opens(), unseen.twinned())), NEGATIVE, unseen.scenario());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void contradictingPeerGetsNoPositiveEnding(Unseen unseen) throws Exception {
        String both = String.join(" ", unseen.facts()) + " "
                + String.join(" ", unseen.twinFacts().values());
        Play play = new Play(unseen.scenario());
        ends(
                play.against(List.of(Play.says(unseen.opens() + " " + both), Play.says(both))),
                NEGATIVE,
                unseen.scenario());
    }

    static Stream<Arguments> peers() {
        return scenarios().stream().flatMap(unseen -> Peers.without(unseen.opens()).keySet().stream()
                .map(peer -> Arguments.of(unseen, peer)));
    }

    @ParameterizedTest
    @MethodSource("peers")
    void noRequestIsGrantedWithoutEvidence(Unseen unseen, String peer) throws Exception {
        Map<String, List<String>> all = Peers.without(unseen.opens());
        Play.Result result = new Play(unseen.scenario()).against(Objects.requireNonNull(all.get(peer)));
        assertThat(result.completed()).as(result.transcript()).isTrue();
        assertThat(result.status()).as(result.transcript()).isIn(NEGATIVE);
        assertThat(Repetition.by("decider", result)).as(result.transcript()).isEmpty();
        assertThat(String.join("\n", result.messagesOf("decider"))).doesNotContain("CANARY");
    }

    private static void ends(Play.Result result, List<String> statuses, String scenario) throws Exception {
        assertThat(result.completed()).as(result.transcript()).isTrue();
        assertThat(result.status()).as(result.transcript()).isIn(statuses);
        assertThat(Repetition.by("decider", result)).as(result.transcript()).isEmpty();
        assertThat(result.messages().toString()).doesNotContain("CANARY");
        assertThat(Traceability.untraceable(result, scenario))
                .as(result.transcript())
                .isEmpty();
    }
}
