package me.fhir.chitchat;

import com.codahale.metrics.MetricRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import me.fhir.chitchat.llm.CallFolders;
import me.fhir.chitchat.llm.CallLog;
import me.fhir.chitchat.llm.CallMetrics;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.FileCallLog;
import me.fhir.chitchat.llm.LlmConfiguration;
import me.fhir.chitchat.llm.ModelCatalog;
import me.fhir.chitchat.llm.ModelClient;
import me.fhir.chitchat.llm.Pace;
import me.fhir.chitchat.llm.PersistentModel;
import me.fhir.chitchat.llm.Provider;
import me.fhir.chitchat.llm.RetryPolicy;
import me.fhir.chitchat.llm.RoutedModel;
import me.fhir.chitchat.llm.gemini.GenerateContent;
import me.fhir.chitchat.llm.http.JerseyClients;
import me.fhir.chitchat.llm.http.ModelHttp;
import me.fhir.chitchat.llm.openai.ChatCompletions;
import me.fhir.chitchat.llm.openai.ListedModels;

/**
 * The models, put together.
 *
 * @param connections ends with the server; the calls under way end with it
 * @param publishedLogs the debug log's folders when they are open to everybody
 */
record ModelLayer(ModelCatalog catalog, ChatModel model, ModelHttp connections, Optional<CallFolders> publishedLogs) {
    /** What the layer takes from its surroundings; the workers must not be bounded and are taken over. */
    record Surroundings(MetricRegistry metrics, ExecutorService workers, Clock clock, Pace pace, Path debugDirectory) {}

    /**
     * Builds all providers that can be used here.
     *
     * @throws IllegalArgumentException when the configured defaults cannot be served
     */
    static ModelLayer of(LlmConfiguration configuration, ChatModel rehearsal, Surroundings at) {
        ModelHttp http = new ModelHttp(
                JerseyClients.build(configuration.http(), at.metrics(), at.workers()), at.workers(), at.clock());
        ModelCatalog catalog = new ModelCatalog(
                configuration,
                new ListedModels(
                        configuration.settings(Provider.OPENAI), http, at.pace().nanoTime()));
        Map<Provider, ChatModel> models = new EnumMap<>(Provider.class);
        models.put(Provider.MOCK, rehearsal);
        clients(configuration, http)
                .forEach((provider, client) -> models.put(provider, patient(configuration, provider, client, at)));
        CallLog log = new CallMetrics(at.metrics());
        Optional<CallFolders> published = Optional.empty();
        if (configuration.debugLog().enabled()) {
            log = CallLog.all(log, new FileCallLog(at.debugDirectory(), at.clock()));
            published = Optional.of(new CallFolders(at.debugDirectory()))
                    .filter(folders -> configuration.debugLog().published());
        }
        return new ModelLayer(catalog, new RoutedModel(catalog, models, log, at.clock()), http, published);
    }

    private static Map<Provider, ModelClient> clients(LlmConfiguration configuration, ModelHttp http) {
        Map<Provider, ModelClient> clients = new EnumMap<>(Provider.class);
        for (Provider provider : new Provider[] {Provider.OPENROUTER, Provider.OPENAI}) {
            var settings = configuration.settings(provider);
            if (settings.base(provider).isPresent()) {
                clients.put(provider, new ChatCompletions(provider, settings, http));
            }
        }
        clients.put(Provider.GOOGLE, new GenerateContent(configuration.settings(Provider.GOOGLE), http));
        return clients;
    }

    private static ChatModel patient(
            LlmConfiguration configuration, Provider provider, ModelClient client, Surroundings at) {
        var limits = new PersistentModel.Limits(
                configuration.maxConcurrent(), configuration.deadline(), RetryPolicy.DEFAULT);
        var patient = new PersistentModel(provider, client, limits, at.pace());
        at.metrics().gauge(MetricRegistry.name("llm", provider.wire(), "running"), () -> patient::running);
        at.metrics().gauge(MetricRegistry.name("llm", provider.wire(), "waiting"), () -> patient::waiting);
        return patient;
    }
}
