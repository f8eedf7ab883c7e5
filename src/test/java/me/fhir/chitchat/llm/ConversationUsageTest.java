package me.fhir.chitchat.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import me.fhir.chitchat.llm.FinishedCall.EndedWithAnswer;
import me.fhir.chitchat.llm.FinishedCall.EndedWithFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversationUsageTest {
    private final ConversationUsage usage = new ConversationUsage();

    private void keep(Provider provider, CallLabel label, FinishedCall.Ending ending) {
        ChatRequest request = new ChatRequest(
                List.of(ChatMessage.user("?")), ModelChoice.DEFAULT, Sampling.DEFAULT, List.of(), label, Purpose.CHAT);
        usage.keep(new FinishedCall(
                new ModelRoute(provider, "some-model"), request, Instant.EPOCH, Duration.ofMillis(700), ending));
    }

    private static CallLabel label(String conversation, String agent, @Nullable Integer turn) {
        return new CallLabel(conversation, agent, turn, null, null, null);
    }

    private static FinishedCall.Ending answer(int prompt, int completion, @Nullable Double cost) {
        return new EndedWithAnswer(new ChatResponse(
                "x", List.of(), new ChatResponse.TokenUsage(prompt, completion, cost), "p", "m", null));
    }

    private static FinishedCall.Ending failure() {
        return new EndedWithFailure(
                new ModelException(new ModelException.FailureDetails("openai", 401, null, false), "no"));
    }

    @Test
    void sumsUpByTurnAndAgentAndInTotal() {
        keep(Provider.OPENAI, label("7", "a", 1), answer(100, 10, 0.5));
        keep(Provider.OPENAI, label("7", "a", 1), failure());
        keep(Provider.OPENAI, label("7", "b", 2), answer(200, 20, null));
        keep(Provider.OPENAI, label("7", "b", null), answer(1, 1, null));
        keep(Provider.OPENAI, label("8", "a", 1), answer(9, 9, null));
        ModelUsage total = usage.of(7);
        assertThat(total.calls()).isEqualTo(new ModelUsage.Calls(4, 1, 0, 1));
        assertThat(total.promptTokens()).isEqualTo(301);
        assertThat(total.completionTokens()).isEqualTo(31);
        assertThat(total.cost()).isEqualTo(0.5);
        assertThat(total.took()).isEqualTo(Duration.ofMillis(2800));
        assertThat(usage.turns(7))
                .extracting(
                        ConversationUsage.TurnUsage::turn,
                        ConversationUsage.TurnUsage::agentId,
                        turn -> turn.used().calls().all(),
                        turn -> turn.used().promptTokens())
                .containsExactlyInAnyOrder(tuple(1, "a", 2L, 100L), tuple(2, "b", 1L, 200L));
        assertThat(usage.of(9)).isEqualTo(ModelUsage.NOTHING);
        assertThat(usage.turns(9)).isEmpty();
    }

    @Test
    void tellsTheRehearsalApart() {
        keep(Provider.MOCK, label("7", "a", 1), answer(100, 10, null));
        assertThat(usage.of(7).calls().rehearsed()).isEqualTo(1);
    }

    @Test
    void forgetsTheTurnsOfConversationsThatAskedNothingForLong() {
        for (int i = 0; i < 501; i++) {
            keep(Provider.OPENAI, label(String.valueOf(i), "a", 1), answer(1, 1, null));
        }
        assertThat(usage.turns(0)).isEmpty();
        assertThat(usage.of(0).calls().all()).isEqualTo(1);
        assertThat(usage.turns(500)).hasSize(1);
    }
}
