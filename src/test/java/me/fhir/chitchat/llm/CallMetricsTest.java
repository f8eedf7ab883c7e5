package me.fhir.chitchat.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallMetricsTest {
    @Test
    void namesThatClientsInventCannotFillTheMemory() {
        MetricRegistry metrics = new MetricRegistry();
        CallMetrics counting = new CallMetrics(metrics);
        ChatResponse response =
                new ChatResponse("x", List.of(), new ChatResponse.TokenUsage(1, 1, null), "openai", "m", null);
        for (int i = 0; i < 5000; i++) {
            counting.keep(new FinishedCall(
                    new ModelRoute(Provider.OPENAI, "invented-" + i),
                    ChatRequest.of(List.of(ChatMessage.user("?"))),
                    Instant.EPOCH,
                    Duration.ofMillis(5),
                    new FinishedCall.EndedWithAnswer(response)));
        }

        assertThat(metrics.getTimers()).hasSize(101);
        assertThat(metrics.timer("llm.openai.other.calls").getCount()).isEqualTo(4900);
        assertThat(metrics.counter("llm.openai.invented-7.tokens.prompt").getCount())
                .isEqualTo(1);
    }
}
