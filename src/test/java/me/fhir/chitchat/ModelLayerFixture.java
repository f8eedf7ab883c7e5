package me.fhir.chitchat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import jakarta.ws.rs.client.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import me.fhir.chitchat.llm.CallLog;
import me.fhir.chitchat.llm.CallMetrics;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.DebugLogSettings;
import me.fhir.chitchat.llm.FileCallLog;
import me.fhir.chitchat.llm.LlmConfiguration;
import me.fhir.chitchat.llm.ModelCatalog;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.ModelClient;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.Provider;
import me.fhir.chitchat.llm.RetryPolicy;
import me.fhir.chitchat.llm.RetryTiming;
import me.fhir.chitchat.llm.RetryingModel;
import me.fhir.chitchat.llm.RoutedModel;
import me.fhir.chitchat.llm.StubModelServer;
import me.fhir.chitchat.llm.gemini.GenerateContent;
import me.fhir.chitchat.llm.http.JerseyClients;
import me.fhir.chitchat.llm.http.ModelHttp;
import me.fhir.chitchat.llm.openai.ChatCompletions;
import me.fhir.chitchat.llm.openai.ListedModels;
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
    final Client client;
    final ChatModel model;

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
        RetryTiming pace = new RetryTiming(System::nanoTime, pauses::add, () -> 0.5);
        LlmConfiguration configuration = configuration(more, openRouter == null ? stub.url() : openRouter);
        client = JerseyClients.build(configuration.http(), metrics, workers);
        ModelHttp http = new ModelHttp(() -> client, workers, Clock.systemUTC());
        var openAi = configuration.settings(Provider.OPENAI);
        CallMetrics calls = new CallMetrics(metrics);
        Map<Provider, ModelClient> clients = Map.of(
                Provider.OPENROUTER,
                new ChatCompletions(Provider.OPENROUTER, configuration.settings(Provider.OPENROUTER), http),
                Provider.OPENAI,
                new ChatCompletions(Provider.OPENAI, openAi, http),
                Provider.GOOGLE,
                new GenerateContent(configuration.settings(Provider.GOOGLE), http));
        var limits = new RetryingModel.RetryLimits(
                configuration.maxConcurrent(), configuration.deadline(), RetryPolicy.DEFAULT);
        Map<Provider, ChatModel> models = new EnumMap<>(Provider.class);
        clients.forEach((provider, client) -> {
            RetryingModel patient = new RetryingModel(provider, client, limits, pace);
            calls.watch(provider, patient);
            models.put(provider, patient);
        });
        ModelCatalog catalog = new ModelCatalog(configuration, new ListedModels(openAi, http, System::nanoTime));
        CallLog log = CallLog.all(calls, new FileCallLog(logs, DebugLogSettings.OFF, Clock.systemUTC()));
        model = new RoutedModel(catalog, models, log, Clock.systemUTC());
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
        return model.complete(request(provider));
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
        client.close();
        workers.shutdownNow();
        stub.close();
    }
}
