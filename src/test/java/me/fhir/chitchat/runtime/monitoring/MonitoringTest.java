package me.fhir.chitchat.runtime.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringTest {
    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + path));
        return server.send((headers.length > 0 ? request.headers(headers) : request).build());
    }

    @Test
    void prometheusGetsTheFormatThatItAccepts() {
        assertThat(get("/prometheus").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        HttpResponse<String> open = get("/prometheus", "Accept", "application/openmetrics-text; version=1.0.0");
        assertThat(open.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void everyMetricOfOursIsExplainedAndDocumented() throws Exception {
        String document = Files.readString(Path.of("docs/metrics.md"));
        List<String> lines = get("/prometheus").body().lines().toList();
        List<String> ours = lines.stream()
                .filter(line -> line.startsWith("# TYPE chitchat_"))
                .map(line -> line.split(" ", -1)[2])
                .toList();
        assertThat(ours)
                .contains("chitchat_store_events_total", "chitchat_seats_held", "chitchat_agents_turns_seconds");
        assertThat(ours).allSatisfy(name -> {
            assertThat(document).contains("`" + name + "`");
            assertThat(lines)
                    .anySatisfy(line ->
                            assertThat(line).startsWith("# HELP " + name + " ").doesNotContain("chitchat."));
        });
        assertThat(MetricHelp.fromClassPath().all().keySet())
                .allSatisfy(name -> assertThat(document).contains("`" + name));
    }

    @Test
    void dropwizardsOwnMetricsAreThereInBothForms() {
        assertThat(get("/prometheus").body()).contains("ch_qos_logback_core_Appender_warn_total ");
        assertThat(get("/metrics").body()).contains("\"chitchat.store.events\"");
    }

    @Test
    void theHealthChecksTellWhatIsWrongByName() {
        HttpResponse<String> health = get("/healthcheck");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"store\"", "\"migrations\"", "\"disk-space\"", "\"event-loop\"");
    }

    /** Only the first of several would be checked. */
    @Test
    void refusesSeveralOrigins() {
        String own = "http://127.0.0.1:" + server.adminPort();
        assertThat(get("/metrics", "Origin", own).statusCode()).isEqualTo(200);
        assertThat(get("/metrics", "Origin", own, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/metrics", "Origin", "https://evil.example", "Origin", own)
                        .statusCode())
                .isEqualTo(403);
    }
}
