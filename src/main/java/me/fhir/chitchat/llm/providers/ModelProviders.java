package me.fhir.chitchat.llm.providers;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.llm.CallFolders;
import me.fhir.chitchat.llm.CallLog;
import me.fhir.chitchat.llm.CallMetrics;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ConversationUsage;
import me.fhir.chitchat.llm.DebugLogSettings;
import me.fhir.chitchat.llm.FileCallLog;
import me.fhir.chitchat.llm.LlmConfiguration;
import me.fhir.chitchat.llm.ModelBudget;
import me.fhir.chitchat.llm.ModelCatalog;
import me.fhir.chitchat.llm.ModelClient;
import me.fhir.chitchat.llm.ModelList;
import me.fhir.chitchat.llm.Provider;
import me.fhir.chitchat.llm.ProviderReports;
import me.fhir.chitchat.llm.RetryPolicy;
import me.fhir.chitchat.llm.RetryTiming;
import me.fhir.chitchat.llm.RetryingModel;
import me.fhir.chitchat.llm.RoutedModel;
import me.fhir.chitchat.llm.gemini.GenerateContent;
import me.fhir.chitchat.llm.http.JerseyClients;
import me.fhir.chitchat.llm.http.LazyClient;
import me.fhir.chitchat.llm.http.ModelHttp;
import me.fhir.chitchat.llm.openai.ChatCompletions;
import me.fhir.chitchat.llm.openai.ListedModels;
import me.fhir.chitchat.runtime.settings.SettingException;

/**
 * The models of all configured providers, and the catalogue of them.
 *
 * @param agentModel for the agents of this server
 * @param clientModel the same for clients, whose calls come after the agents'
 * @param records what is kept of the calls
 * @param publishedLogs the debug log's folders, when they are published
 */
public record ModelProviders(
        ModelCatalog catalog,
        ChatModel agentModel,
        ChatModel clientModel,
        ModelBudget budget,
        CallRecords records,
        Optional<CallFolders> publishedLogs) {
    /**
     * The records of calls.
     *
     * @param reports how the last call to each provider ended
     * @param usage what each conversation used
     */
    public record CallRecords(ProviderReports reports, ConversationUsage usage) {}

    public ProviderReports reports() {
        return records.reports();
    }

    public ConversationUsage usage() {
        return records.usage();
    }

    /**
     * The services of the providers.
     *
     * @param dataFolder the folder of the data file, which also holds the debug log unless that is configured
     */
    public record Resources(ExecutorService workers, Path dataFolder, Clock clock) {}

    /**
     * Connects the providers over one HTTP client, which is closed with the server.
     *
     * @param mock the model of the provider {@code mock}
     * @throws SettingException when a setting contradicts another
     */
    public static ModelProviders register(
            Environment environment,
            LlmConfiguration configuration,
            ModelBudget budget,
            ChatModel mock,
            Resources resources) {
        try {
            return connect(environment, configuration, budget, mock, resources);
        } catch (IllegalArgumentException e) {
            throw new SettingException(e.getMessage() + ".");
        }
    }

    private static ModelProviders connect(
            Environment environment,
            LlmConfiguration configuration,
            ModelBudget budget,
            ChatModel mock,
            Resources resources) {
        Clock clock = resources.clock();
        ModelHttp http = http(environment, configuration, resources);
        ModelList listed = hasOpenAi(configuration)
                ? new ListedModels(configuration.settings(Provider.OPENAI), http, System::nanoTime)
                : ModelList.NONE;
        ModelCatalog catalog = new ModelCatalog(configuration, listed);

        CallMetrics callMetrics = new CallMetrics(environment.metrics());
        Map<Provider, RetryingModel> models = retrying(configuration, http);
        models.forEach(callMetrics::watch);

        DebugLogSettings debug = configuration.debugLog();
        Path folder = debugFolder(debug, resources.dataFolder());
        ProviderReports reports = new ProviderReports();
        ConversationUsage usage = new ConversationUsage();
        CallLog log = debug.enabled()
                ? CallLog.all(callMetrics, reports, usage, new FileCallLog(folder, debug, clock))
                : CallLog.all(callMetrics, reports, usage);
        return new ModelProviders(
                catalog,
                new RoutedModel(catalog, budgeted(models, budget::forAgents, mock), log, clock),
                new RoutedModel(catalog, budgeted(models, budget::forClients, mock), log, clock),
                budget,
                new CallRecords(reports, usage),
                debug.published() ? Optional.of(new CallFolders(folder)) : Optional.empty());
    }

    private static ModelHttp http(Environment environment, LlmConfiguration configuration, Resources resources) {
        LazyClient client = new LazyClient(
                () -> JerseyClients.build(configuration.http(), environment.metrics(), resources.workers()));
        environment.lifecycle().manage(new AutoCloseableManager(client));
        return new ModelHttp(client, resources.workers(), resources.clock());
    }

    private static boolean hasOpenAi(LlmConfiguration configuration) {
        return configuration.settings(Provider.OPENAI).base(Provider.OPENAI).isPresent();
    }

    /** The models elsewhere, each of which is asked again after a failure that may pass. */
    private static Map<Provider, RetryingModel> retrying(LlmConfiguration configuration, ModelHttp http) {
        Map<Provider, ModelClient> clients = new EnumMap<>(Provider.class);
        clients.put(
                Provider.OPENROUTER,
                new ChatCompletions(Provider.OPENROUTER, configuration.settings(Provider.OPENROUTER), http));
        clients.put(Provider.GOOGLE, new GenerateContent(configuration.settings(Provider.GOOGLE), http));
        if (hasOpenAi(configuration)) {
            clients.put(
                    Provider.OPENAI,
                    new ChatCompletions(Provider.OPENAI, configuration.settings(Provider.OPENAI), http));
        }
        RetryingModel.RetryLimits limits = new RetryingModel.RetryLimits(
                configuration.maxConcurrent(), configuration.deadline(), RetryPolicy.DEFAULT);
        Map<Provider, RetryingModel> models = new EnumMap<>(Provider.class);
        clients.forEach((provider, client) ->
                models.put(provider, new RetryingModel(provider, client, limits, RetryTiming.REAL)));
        return models;
    }

    /** Each model with its share of the budget; the mock costs nothing. */
    private static Map<Provider, ChatModel> budgeted(
            Map<Provider, RetryingModel> models, UnaryOperator<ChatModel> share, ChatModel mock) {
        Map<Provider, ChatModel> budgeted = new EnumMap<>(Provider.class);
        models.forEach((provider, model) -> budgeted.put(provider, share.apply(model)));
        budgeted.put(Provider.MOCK, mock);
        return budgeted;
    }

    private static Path debugFolder(DebugLogSettings debug, Path dataFolder) {
        String configured = debug.directory();
        return configured == null || configured.isBlank() ? dataFolder.resolve("llm-debug") : Path.of(configured);
    }
}
