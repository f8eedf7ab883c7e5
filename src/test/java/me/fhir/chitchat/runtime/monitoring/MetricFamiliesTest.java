package me.fhir.chitchat.runtime.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetricFamiliesTest {
    private final MetricRegistry registry = new MetricRegistry();

    private String text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, MetricFamilies.of(registry, MetricHelp.fromClassPath()));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCounterHasItsHelpAndEndsInTotal() throws IOException {
        registry.counter("chitchat.store.events").inc(7);
        assertThat(text())
                .contains(
                        "# HELP chitchat_store_events_total Events that are on the disk.",
                        "# TYPE chitchat_store_events_total counter",
                        "chitchat_store_events_total 7.0");
    }

    @Test
    void aTimerReportsSeconds() throws IOException {
        registry.timer("chitchat.store.commit").update(250, TimeUnit.MILLISECONDS);
        assertThat(text())
                .contains(
                        "# TYPE chitchat_store_commit_seconds summary",
                        "chitchat_store_commit_seconds{quantile=\"0.99\"} 0.25",
                        "chitchat_store_commit_seconds_count 1");
    }

    @Test
    void modelsOfOneKindOfCountAreOneFamily() throws IOException {
        registry.counter("llm.openai.a.cost").inc(2_500_000);
        registry.counter("llm.openai.b.cost").inc(500_000);
        assertThat(text())
                .containsOnlyOnce("# TYPE chitchat_model_cost_dollars_total counter")
                .contains(
                        "chitchat_model_cost_dollars_total{model=\"a\",provider=\"openai\"} 2.5",
                        "chitchat_model_cost_dollars_total{model=\"b\",provider=\"openai\"} 0.5");
    }

    @Test
    void namesThatLookAlikeDoNotSpoilTheRest() throws IOException {
        registry.counter("a.b").inc();
        registry.counter("a-b").inc();
        registry.registerGauge("a_b", () -> 3);
        registry.registerGauge("words", () -> "no number");
        registry.registerGauge("last", () -> true);
        assertThat(text()).contains("last 1.0").doesNotContain("words");
    }
}
