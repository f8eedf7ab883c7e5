package me.fhir.chitchat.resources;

import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import me.fhir.chitchat.agent.RegisteredAgents;
import me.fhir.chitchat.conversation.ConversationStatistics;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ImportStore;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.evidence.EvidenceIntake;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.ratelimit.AttemptLimits;
import me.fhir.chitchat.http.wirelog.ExchangeLog;
import me.fhir.chitchat.llm.CallFolders;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ConversationUsage;
import me.fhir.chitchat.llm.ModelCatalog;
import me.fhir.chitchat.orchestrator.FailingAgents;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.card.EndpointFinder;
import me.fhir.chitchat.playground.RecentFinds;
import me.fhir.chitchat.scenario.EditLock;
import me.fhir.chitchat.scenario.ScenarioLookup;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatedConversations;
import me.fhir.chitchat.testrun.TestRuns;
import me.fhir.chitchat.verdict.live.Verdicts;

/** Registers the resources of the REST API. */
public final class RestResources {
    private final RestServices services;
    private final EditRights editRights;
    private final ScenariosResource scenarios;

    /**
     * The services of the resources.
     *
     * @param storeWritable answers at once, from any thread
     */
    public record RestServices(
            Seats seats,
            ScenarioStore scenarios,
            VerdictServices verdictServices,
            BooleanSupplier storeWritable,
            Addressing address,
            Clock clock) {}

    /** Under which address the server is reached, and what came to the addresses of seats and bridges. */
    public record Addressing(ApiBase base, ExchangeLog exchanges) {}
    /** The services for ended conversations, imported ones included. */
    public record VerdictServices(Verdicts verdicts, ScenarioLookup scenarios, ImportStore imports) {}

    /**
     * The services that give callers access to conversations.
     *
     * @param addresses from which address a caller's guesses come
     * @param limits how many of them there may be
     */
    public record Seats(
            SeatGuard guard, SeatedConversations conversations, ClientAddress addresses, AttemptLimits limits) {}

    /** Model usage, and test runs. */
    public record UsageServices(ConversationUsage usage, TestRuns testRuns) {}

    /** The models, as clients may use them. */
    public record ModelServices(
            ModelCatalog catalog,
            ChatModel model,
            CompletionAccess access,
            UsageServices played,
            FailingAgents failing,
            Optional<CallFolders> publishedLogs) {}

    /**
     * The stores of the debug API.
     *
     * @param conversations all of them, with or without seats
     */
    public record Debug(
            ConversationStore conversations,
            ConversationStatistics statistics,
            RegisteredAgents registry,
            ReadOnlySql sql) {}

    /** The resources that are always there, not registered yet. */
    public RestResources(RestServices services, EditLock editLock) {
        this.services = services;
        this.editRights = new EditRights(
                editLock, services.seats().addresses(), services.seats().limits());
        this.scenarios = new ScenariosResource(services.scenarios(), editRights, services.clock());
    }

    public void register(JerseyEnvironment jersey, ModelServices models) {
        jersey.register(new HealthResource(services.storeWritable()));
        jersey.register(new AsyncApiResource(services.address().base()));
        jersey.register(scenarios);
        jersey.register(new ScenarioLintResource());
        jersey.register(new ScenarioArchiveResource(services.scenarios(), editRights, services.clock()));
        Seats seats = services.seats();
        jersey.register(new CallerFilter(seats.guard(), seats.addresses()));
        jersey.register(new TooManyAttemptsMapper());
        jersey.register(new InterruptedMapper());
        jersey.register(new ModelExceptionMapper());
        jersey.register(new UnusableRequestMapper());
        Access anonymous = seats.guard().anonymous();
        jersey.register(new ConversationsResource(
                anonymous.conversations(), anonymous.orchestrator()::guidance, models.failing(), services.clock()));
        jersey.register(new ScenarioRunsResource(anonymous.conversations(), services.scenarios()));
        jersey.register(new RunCountsResource(anonymous.conversations(), services.scenarios()));
        jersey.register(new CancelResource());
        VerdictServices verdictServices = services.verdictServices();
        jersey.register(new VerdictResource(verdictServices.verdicts()));
        jersey.register(new EvidenceResource(
                verdictServices.verdicts(),
                verdictServices.scenarios(),
                services.address().base(),
                services.clock()));
        jersey.register(new EvidenceImportResource(new EvidenceIntake(verdictServices.imports(), services.clock())));
        jersey.register(new UsageResource(models.played().usage()));
        jersey.register(new TestRunsResource(
                models.played().testRuns(),
                services.scenarios(),
                services.address().base()));
        jersey.register(new ExchangesResource(services.address().exchanges()));
        jersey.register(new LifecycleResource());
        jersey.register(
                new AttachmentsResource(request -> CallerFilter.access(request).conversations()));
        jersey.register(new SeatedConversationsResource(
                seats.conversations(), services.address().base()));
        jersey.register(new LlmResource(models.catalog(), models.model(), models.access()));
        jersey.register(new DebugLogsResource(models.publishedLogs()));
    }

    /**
     * Registers what calls addresses for clients: their check, and the conversation with them by hand.
     *
     * @param workers not bounded
     */
    public void registerCalls(JerseyEnvironment jersey, OutboundClient client, ExecutorService workers) {
        ClientAddress addresses = services.seats().addresses();
        AttemptLimits limits = services.seats().limits();
        jersey.register(
                new PreflightResource(new EndpointFinder(client), addresses, new PreflightLimits("check", limits)));
        jersey.register(new TryResource(
                client, workers, addresses, new PreflightLimits("try", limits), new RecentFinds(services.clock())));
    }

    /** Registers the debug API as well. */
    public void registerDebug(JerseyEnvironment jersey, Debug debug) {
        jersey.register(new DebugResource(
                debug.statistics(), debug.registry(), services.address().base(), services.clock()));
        jersey.register(new DebugConversationsResource(debug.conversations(), services.scenarios()));
        jersey.register(new DebugCopiesResource(debug.conversations(), scenarios));
        jersey.register(new DebugSqlResource(debug.sql()));
    }
}
