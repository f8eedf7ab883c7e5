package me.fhir.chitchat.runtime.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;

class PrometheusNameTest {
    @Test
    void dotsAndDashesBecomeUnderscores() {
        assertThat(PrometheusName.of("chitchat.store.batch-size"))
                .isEqualTo(new PrometheusName("chitchat_store_batch_size", Labels.EMPTY, 1));
    }

    @Test
    void anEndingThatTheFormatsReserveIsNotLost() {
        assertThat(PrometheusName.of("ch.qos.logback.core.Appender.info").name())
                .isEqualTo("ch_qos_logback_core_Appender_info_count");
    }

    @Test
    void aModelsNameIsALabelWithItsDotsAndSlashes() {
        Labels model = Labels.of("provider", "openrouter", "model", "openai/gpt-4.1-mini");
        assertThat(PrometheusName.of("llm.openrouter.openai/gpt-4.1-mini.calls"))
                .isEqualTo(new PrometheusName("chitchat_model_call", model, 1));
        assertThat(PrometheusName.of("llm.openrouter.openai/gpt-4.1-mini.tokens.prompt"))
                .isEqualTo(new PrometheusName("chitchat_model_tokens", model.add("type", "prompt"), 1));
        assertThat(PrometheusName.of("llm.openrouter.openai/gpt-4.1-mini.failures.rate_limited"))
                .isEqualTo(new PrometheusName("chitchat_model_failures", model.add("kind", "rate_limited"), 1));
    }

    @Test
    void costIsCountedInMillionthsAndReportedInDollars() {
        assertThat(PrometheusName.of("llm.google.gemini-2.5-pro.cost"))
                .isEqualTo(new PrometheusName(
                        "chitchat_model_cost_dollars",
                        Labels.of("provider", "google", "model", "gemini-2.5-pro"),
                        1e-6));
    }

    @Test
    void gaugeOfAProvidersRunningCallsHasNoModelLabel() {
        assertThat(PrometheusName.of("llm.openai.running"))
                .isEqualTo(new PrometheusName("chitchat_model_calls_running", Labels.of("provider", "openai"), 1));
    }
}
