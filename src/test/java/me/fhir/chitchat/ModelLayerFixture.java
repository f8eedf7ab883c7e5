package me.fhir.chitchat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.LlmConfiguration;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.Pace;
import me.fhir.chitchat.llm.StubModelServer;
import org.jspecify.annotations.Nullable;

/** The whole model layer before a stub server; pauses between tries are noted instead of made. */
final class ModelLayerFixture implements AutoCloseable {
    static final String KEY = "sk-very-secret-key-0123456789";
    private static final ObjectMapper MAPPER = Jackson.newObjectMapper();

    final StubModelServer stub = new StubModelServer();
    final MetricRegistry metrics = new MetricRegistry();
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    final ExecutorService workers = Executors.newCachedThreadPool();
    final Path logs;
    final ModelLayer layer;

    ModelLayerFixture(Path directory) {
        this(directory, "");
    }

    /** With more members of the configuration, each followed by a comma. */
    ModelLayerFixture(Path directory, String more) {
        this(directory, more, null);
    }

    /** With OpenRouter somewhere else than at the stub. */
    ModelLayerFixture(Path directory, String more, @Nullable String openRouter) {
        this.logs = directory.resolve("llm-debug");
        Pace pace = new Pace(System::nanoTime, pauses::add, () -> 0.5);
        ChatModel rehearsal = request -> new ChatResponse("rehearsed", List.of(), null, "mock", "mock-model", "stop");
        layer = ModelLayer.of(
                configuration(more, openRouter == null ? stub.url() : openRouter),
                rehearsal,
                new ModelLayer.Surroundings(metrics, workers, Clock.systemUTC(), pace, logs));
    }

    private LlmConfiguration configuration(String more, String openRouter) {
        String provider = "{\"apiKey\":\"" + KEY + "\",\"baseUrl\":\"";
        String json = "{" + more + "\"openrouter\":" + provider + openRouter + "/api/v1\"},\"openai\":" + provider
                + stub.url() + "/v1\"},\"google\":" + provider + stub.url()
                + "/\"},\"debugLog\":{\"requests\":\"1\",\"publishOpenly\":\"1\"}}";
        try {
            return MAPPER.readValue(json, LlmConfiguration.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChatResponse ask(String provider) throws ModelException, InterruptedException {
        return layer.model().complete(request(provider));
    }

    static ChatRequest request(String provider) {
        String model = provider.equals("openai") ? "llama3" : null;
        return ChatRequest.of(List.of(ChatMessage.system("Be brief."), ChatMessage.user("Hello?")))
                .with(new ModelChoice(provider, model));
    }

    /** What failed, where an answer would be wrong. */
    ModelException failure(String provider) throws InterruptedException {
        try {
            ChatResponse response = ask(provider);
            throw new AssertionError("it answered " + response);
        } catch (ModelException e) {
            return e;
        }
    }

    /** The text of the only debug log file of that name. */
    String logged(String file) throws IOException {
        try (Stream<Path> all = Files.walk(logs)) {
            List<Path> found = all.filter(path -> path.endsWith(file)).toList();
            if (found.size() != 1) {
                throw new AssertionError(found.size() + " files " + file + " in the debug log");
            }
            return Files.readString(found.get(0));
        }
    }

    long count(String metric) {
        return metrics.counter(metric).getCount();
    }

    @Override
    public void close() {
        layer.connections().stop();
        stub.close();
    }
}
