package me.fhir.chitchat.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Decision;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TurnRules;
import me.fhir.chitchat.wire.EventJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchedulingTest {
    private static final Instant START = Instant.parse("2026-11-23T16:30:00Z");

    private final Scheduling scheduling = new Scheduling(
            List.of(new StrictAlternation(), new ScenarioOrder(id -> Optional.of(List.of("c", "a", "b")))),
            Duration.ofSeconds(30));

    private static Head head(@Nullable String starter, @Nullable String policy, String... agents) {
        return Head.created(3, new Setup(List.of(agents), starter, 40, policy, "s"), START);
    }

    private static Head said(Head head, String agent, Finality finality) {
        AppendRequest message = new AppendRequest.Send(
                new AppendRequest.Sender(3, agent, null, null),
                new Entry.Message(new RawJson("{}"), finality),
                List.of());
        return ((Decision.Accepted) TurnRules.decide(head, message, START.plusSeconds(1))).after();
    }

    @Test
    void theStarterOpens() {
        assertThat(scheduling.snapshot(head("b", null, "a", "b")))
                .hasValue(new Guidance(3, 0, "b", Guidance.Kind.START_TURN, 1, START.plusSeconds(30)));
        assertThat(scheduling.snapshot(head(null, null, "a", "b"))).isEmpty();
    }

    @Test
    void theAgentAfterTheSpeakerIsNext() {
        Head head = head(null, null, "a", "b", "c");
        assertThat(scheduling
                        .snapshot(said(head, "c", Finality.TURN))
                        .orElseThrow()
                        .nextAgentId())
                .isEqualTo("a");
        assertThat(scheduling
                        .snapshot(said(head, "a", Finality.TURN))
                        .orElseThrow()
                        .nextAgentId())
                .isEqualTo("b");
    }

    @Test
    void anOpenTurnIsContinuedByItsOwner() {
        Guidance guidance = scheduling
                .snapshot(said(head("a", null, "a", "b"), "b", Finality.NONE))
                .orElseThrow();
        assertThat(guidance.kind()).isEqualTo(Guidance.Kind.CONTINUE_TURN);
        assertThat(guidance.nextAgentId()).isEqualTo("b");
        assertThat(EventJson.guidance(guidance))
                .isEqualTo("{\"type\":\"guidance\",\"conversation\":3,\"seq\":2.1,\"nextAgentId\":\"b\","
                        + "\"kind\":\"continue_turn\",\"turn\":1,\"deadlineMs\":"
                        + START.plusSeconds(31).toEpochMilli() + "}");
    }

    @Test
    void noAgentAnswersItselfAndNoneActsAfterTheEnd() {
        assertThat(scheduling.snapshot(said(head(null, null, "a"), "a", Finality.TURN)))
                .isEmpty();
        assertThat(scheduling.snapshot(said(head("a", null, "a", "b"), "a", Finality.CONVERSATION)))
                .isEmpty();
    }

    @Test
    void aConversationMayTakeTheScenariosOrder() {
        Head head = head(null, ScenarioOrder.NAME, "a", "b", "c");
        assertThat(scheduling
                        .snapshot(said(head, "b", Finality.TURN))
                        .orElseThrow()
                        .nextAgentId())
                .isEqualTo("c");
        assertThat(scheduling
                        .snapshot(said(head, "c", Finality.TURN))
                        .orElseThrow()
                        .nextAgentId())
                .isEqualTo("a");
        assertThat(scheduling.knows("no-such-policy")).isFalse();
    }
}
