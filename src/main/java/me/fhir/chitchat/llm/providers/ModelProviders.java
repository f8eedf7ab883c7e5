package me.fhir.chitchat.llm.providers;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
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
import me.fhir.chitchat.settings.SettingException;

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
        MetricRegistry metrics = environment.metrics();
        Clock clock = resources.clock();
        LazyClient client =
                new LazyClient(() -> JerseyClients.build(configuration.http(), metrics, resources.workers()));
        environment.lifecycle().manage(new AutoCloseableManager(client));
        ModelHttp http = new ModelHttp(client, resources.workers(), clock);

        boolean openAi =
                configuration.settings(Provider.OPENAI).base(Provider.OPENAI).isPresent();
        ModelList listed = openAi
                ? new ListedModels(configuration.settings(Provider.OPENAI), http, System::nanoTime)
                : ModelList.NONE;
        ModelCatalog catalog = new ModelCatalog(configuration, listed);

        CallMetrics callMetrics = new CallMetrics(metrics);
        Map<Provider, ChatModel> models = new EnumMap<>(Provider.class);
        models.put(
                Provider.OPENROUTER, persistent(Provider.OPENROUTER, openRouter(configuration, http), configuration));
        models.put(
                Provider.GOOGLE,
                persistent(
                        Provider.GOOGLE,
                        new GenerateContent(configuration.settings(Provider.GOOGLE), http),
                        configuration));
        if (openAi) {
            ModelClient server = new ChatCompletions(Provider.OPENAI, configuration.settings(Provider.OPENAI), http);
            models.put(Provider.OPENAI, persistent(Provider.OPENAI, server, configuration));
        }
        models.forEach((provider, model) -> callMetrics.watch(provider, (RetryingModel) model));
        Map<Provider, ChatModel> clientModels = new EnumMap<>(Provider.class);
        models.forEach((provider, model) -> clientModels.put(provider, budget.forClients(model)));
        models.replaceAll((provider, model) -> budget.forAgents(model));
        models.put(Provider.MOCK, mock);
        clientModels.put(Provider.MOCK, mock);

        DebugLogSettings debug = configuration.debugLog();
        Path folder = debug.directory() == null || debug.directory().isBlank()
                ? resources.dataFolder().resolve("llm-debug")
                : Path.of(debug.directory());
        ProviderReports reports = new ProviderReports();
        ConversationUsage usage = new ConversationUsage();
        CallLog log = debug.enabled()
                ? CallLog.all(callMetrics, reports, usage, new FileCallLog(folder, debug, clock))
                : CallLog.all(callMetrics, reports, usage);
        return new ModelProviders(
                catalog,
                new RoutedModel(catalog, models, log, clock),
                new RoutedModel(catalog, clientModels, log, clock),
                budget,
                new CallRecords(reports, usage),
                debug.published() ? Optional.of(new CallFolders(folder)) : Optional.empty());
    }

    private static ModelClient openRouter(LlmConfiguration configuration, ModelHttp http) {
        return new ChatCompletions(Provider.OPENROUTER, configuration.settings(Provider.OPENROUTER), http);
    }

    private static ChatModel persistent(Provider provider, ModelClient client, LlmConfiguration configuration) {
        RetryingModel.RetryLimits limits = new RetryingModel.RetryLimits(
                configuration.maxConcurrent(), configuration.deadline(), RetryPolicy.DEFAULT);
        return new RetryingModel(provider, client, limits, RetryTiming.REAL);
    }
}
