package me.fhir.chitchat.resources;

import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import me.fhir.chitchat.agent.RegisteredAgents;
import me.fhir.chitchat.conversation.ConversationStatistics;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.llm.CallFolders;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ModelCatalog;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.scenario.EditLock;
import me.fhir.chitchat.scenario.ScenarioStore;

/** Registers the resources of the REST API. */
public final class RestResources {
    private final Services services;
    private final ScenariosResource scenarios;
    private final AttachmentsResource attachments;

    /**
     * What the resources work on.
     *
     * @param storeWritable answers at once, from any thread
     */
    public record Services(
            ConversationStore conversations,
            ScenarioStore scenarios,
            Orchestrator orchestrator,
            BooleanSupplier storeWritable,
            Clock clock) {}

    /** What clients may know of the models and do with them. */
    public record Models(
            ModelCatalog catalog, ChatModel model, CompletionAccess access, Optional<CallFolders> publishedLogs) {}

    /** What the debug API looks into. */
    public record Debug(
            ConversationStatistics statistics, RegisteredAgents registry, ReadOnlySql sql, ApiBase address) {}

    /** The resources that are always there, not registered yet. */
    public RestResources(Services services, EditLock editLock) {
        this.services = services;
        this.scenarios = new ScenariosResource(services.scenarios(), editLock, services.clock());
        this.attachments = new AttachmentsResource(services.conversations());
    }

    public void register(JerseyEnvironment jersey, Models models) {
        jersey.register(new HealthResource(services.storeWritable()));
        jersey.register(scenarios);
        jersey.register(new ConversationsResource(services.conversations(), services.clock()));
        jersey.register(new CancelResource(services.orchestrator(), services.conversations()));
        jersey.register(attachments);
        jersey.register(new LlmResource(models.catalog(), models.model(), models.access()));
        jersey.register(new DebugLogsResource(models.publishedLogs()));
    }

    /** Registers the debug API as well. */
    public void registerDebug(JerseyEnvironment jersey, Debug debug) {
        jersey.register(new DebugResource(debug.statistics(), debug.registry(), debug.address(), services.clock()));
        jersey.register(new DebugConversationsResource(services.conversations(), services.scenarios()));
        jersey.register(new DebugCopiesResource(attachments, scenarios));
        jersey.register(new DebugSqlResource(debug.sql()));
    }
}
