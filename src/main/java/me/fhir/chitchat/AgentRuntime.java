package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.net.InetAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import me.fhir.chitchat.a2a.dial.DialedSeats;
import me.fhir.chitchat.a2a.dial.OutboundConnector;
import me.fhir.chitchat.a2a.dial.SeatSecret;
import me.fhir.chitchat.agent.AgentClasses;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.agent.planner.OutsideToolCalls;
import me.fhir.chitchat.agent.planner.PlannerAgentFactory;
import me.fhir.chitchat.db.file.KeyFile;
import me.fhir.chitchat.llm.ModelBudget;
import me.fhir.chitchat.llm.Provider;
import me.fhir.chitchat.llm.providers.ModelProviders;
import me.fhir.chitchat.mcp.client.McpToolServers;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.rehearsal.RehearsalModel;
import me.fhir.chitchat.runtime.concurrent.Pause;
import me.fhir.chitchat.world.WorldTools;
import me.fhir.chitchat.world.Worlds;

/** The agents of this server, the models behind them, and the agents elsewhere that it calls. */
final class AgentRuntime {
    final OutboundClient outbound;
    final ModelProviders models;
    final SeatSecret seatSecret;
    final DialedSeats dialed;
    final AgentHost host;
    final WorldTools worldTools;

    AgentRuntime(
            ChitchatConfiguration configuration,
            Stores stores,
            Orchestration orchestration,
            ExecutorService workers,
            Clock clock,
            Environment environment) {
        OutboundGuard guard = new OutboundGuard(configuration.outboundAllowed(), InetAddress::getAllByName);
        outbound = new OutboundClient(guard, configuration.outbound, environment.metrics(), workers);
        environment.lifecycle().manage(new AutoCloseableManager(outbound));
        models = models(configuration, stores, workers, clock, environment);
        seatSecret = SeatSecret.of(configuration.seatSecret, stores.database.secret(KeyFile.SEAT));
        dialed = new DialedSeats(
                new DialedSeats.DialStores(stores.seats, stores.dials, stores.conversations),
                seatSecret,
                new OutboundConnector(outbound, guard),
                orchestration.orchestrator,
                clock,
                Pause.SLEEP);
        PlannerAgentFactory planners = new PlannerAgentFactory(
                models.agentModel(), configuration.agents, new McpToolServers(outbound, System.getenv()));
        host = new AgentHost(
                new AgentHost.Services(
                        orchestration.orchestrator,
                        stores.conversations,
                        orchestration.subscriptions,
                        orchestration.scheduling,
                        environment.metrics()),
                stores.scenarios,
                stores.registry,
                new AgentClasses(models.agentModel(), planners, Pause.SLEEP, dialed),
                workers,
                configuration.ceilings.maxServerAgents());
        worldTools = new WorldTools(
                new Worlds(stores.scenarios), new OutsideToolCalls(models.agentModel(), configuration.agents), workers);
    }

    private static ModelProviders models(
            ChitchatConfiguration configuration,
            Stores stores,
            ExecutorService workers,
            Clock clock,
            Environment environment) {
        return ModelProviders.register(
                environment,
                configuration.llm,
                new ModelBudget(configuration.modelBudget, configuration.llm.maxConcurrent(), stores.spending, clock),
                new RehearsalModel(
                        configuration.llm.settings(Provider.MOCK).delay().toJavaDuration()),
                new ModelProviders.Resources(workers, stores.database.folder(), clock));
    }
}
