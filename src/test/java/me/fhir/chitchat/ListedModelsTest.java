package me.fhir.chitchat;

import static me.fhir.chitchat.llm.StubModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import jakarta.ws.rs.client.Client;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import me.fhir.chitchat.llm.ApiKey;
import me.fhir.chitchat.llm.LlmConfiguration;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.ModelNames;
import me.fhir.chitchat.llm.ProviderSettings;
import me.fhir.chitchat.llm.StubModelServer;
import me.fhir.chitchat.llm.http.JerseyClients;
import me.fhir.chitchat.llm.http.ModelHttp;
import me.fhir.chitchat.llm.openai.ListedModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedModelsTest {
    private static final ObjectMapper MAPPER = Jackson.newObjectMapper();
    private final StubModelServer stub = new StubModelServer();
    private final AtomicLong nanos = new AtomicLong();
    private ExecutorService workers;
    private Client client;
    private ListedModels listed;

    @BeforeEach
    void start() throws Exception {
        workers = Executors.newCachedThreadPool();
        var configuration = MAPPER.readValue("{}", LlmConfiguration.class);
        client = JerseyClients.build(configuration.http(), new MetricRegistry(), workers);
        ModelHttp http = new ModelHttp(() -> client, workers, Clock.systemUTC());
        listed = new ListedModels(
                new ProviderSettings(new ApiKey("k-secret"), stub.url() + "/v1", ModelNames.UNSET, null, null),
                http,
                nanos::get);
    }

    @AfterEach
    void stop() {
        client.close();
        workers.shutdownNow();
        stub.close();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void asksOnceAndAgainAfterAMinute() throws Exception {
        stub.answering(
                json(
                        200,
                        "{\"object\":\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"a\"},{\"id\":\"\"},7,{}]}"),
                json(200, "{\"data\":[{\"id\":\"c\"}]}"));

        assertThat(listed.models()).containsExactly("a", "b");
        pass(Duration.ofSeconds(59));
        assertThat(listed.models()).containsExactly("a", "b");
        assertThat(stub.asked()).hasSize(1);
        pass(Duration.ofSeconds(2));
        assertThat(listed.models()).containsExactly("c");
        assertThat(stub.lastAsked().path()).isEqualTo("/v1/models");
        assertThat(stub.lastAsked().method()).isEqualTo("GET");
        assertThat(stub.lastAsked().headers()).containsEntry("authorization", "Bearer k-secret");
    }

    @Test
    void remembersAFailureForAMomentOnly() throws Exception {
        stub.answering(json(503, ""), json(200, "{\"data\":[{\"id\":\"a\"}]}"));

        assertThatThrownBy(listed::models)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("its list of models");
        assertThatThrownBy(listed::models).isInstanceOf(ModelException.class);
        assertThat(stub.asked()).hasSize(1);
        pass(Duration.ofSeconds(11));
        assertThat(listed.models()).containsExactly("a");
    }

    @Test
    void keepsTheOldListWhileTheServerIsAway() throws Exception {
        stub.answering(json(200, "{\"data\":[{\"id\":\"a\"}]}"), json(200, "<html>starting</html>"));

        assertThat(listed.models()).containsExactly("a");
        pass(Duration.ofMinutes(2));
        assertThat(listed.models()).containsExactly("a");
        assertThat(stub.asked()).hasSize(2);
    }

    @Test
    void hangingServerCostsEverybodyThreeSecondsAltogether() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        stub.answering(exchange -> never.await());
        ExecutorService callers = Executors.newCachedThreadPool();
        List<Future<List<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(callers.submit(listed::models));
        }

        for (Future<List<String>> call : calls) {
            assertThatThrownBy(call::get).hasMessageContaining("did not answer in time");
        }
        assertThat(stub.asked()).hasSize(1);
        callers.shutdown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"a\",\"object\":\"model\"},{\"id\":\"b\"}]",
                "[\"a\",\"b\"]",
                "{\"data\":[\"a\",\"b\"]}",
                "{\"models\":[{\"name\":\"a\"},{\"model\":\"b\"}]}",
                "\uFEFF{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"
            })
    void readsListsOfEveryShape(String body) throws Exception {
        stub.answering(json(200, body));

        assertThat(listed.models()).containsExactly("a", "b");
    }
}
