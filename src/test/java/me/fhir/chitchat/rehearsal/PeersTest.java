package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets a positive decision without evidence. */
class PeersTest {
    static Stream<Arguments> peers() {
        return Scenarios.ALL.stream().flatMap(id -> {
            Play play = new Play(Scenarios.named(id));
            return Peers.without(play.opening()).entrySet().stream().map(peer -> Arguments.of(id, peer.getKey()));
        });
    }

    @ParameterizedTest
    @MethodSource("peers")
    void getNoPositiveDecision(String scenario, String peer) throws Exception {
        Play play = new Play(Scenarios.named(scenario));
        Map<String, List<String>> all = Peers.without(play.opening());
        Play.Result result = play.against(java.util.Objects.requireNonNull(all.get(peer)));
        assertThat(result.completed()).as(result.transcript()).isTrue();
        assertThat(result.status()).as(result.transcript()).isIn("failure", "neutral");
        assertThat(Repetition.by(play.decider(), result))
                .as(result.transcript())
                .isEmpty();
        assertThat(result.messagesOf(play.decider())).doesNotHaveDuplicates();
        assertThat(String.join("\n", result.messagesOf(play.decider()))).doesNotContain("CANARY");
        assertThat(play.against(java.util.Objects.requireNonNull(all.get(peer))).transcript())
                .isEqualTo(result.transcript());
    }
}
