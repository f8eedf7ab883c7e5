package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.util.List;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.orchestrator.FailingAgents;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.ScenarioOrder;
import me.fhir.chitchat.orchestrator.ScenarioRosters;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.StoredRosters;
import me.fhir.chitchat.orchestrator.StrictAlternation;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.orchestrator.Watchdog;

/** Turns, subscribers, and the watchdog that ends silent conversations. */
final class Orchestration {
    final Scheduling scheduling;
    final Subscriptions subscriptions;
    final FailingAgents failing;
    final Orchestrator orchestrator;
    final Watchdog watchdog;

    private final ScenarioRosters rosters;
    private final int maxTurns;
    private final Clock clock;

    Orchestration(ChitchatConfiguration configuration, Stores stores, Clock clock, Environment environment) {
        this.maxTurns = configuration.conversations.maxTurns();
        this.clock = clock;
        rosters = new StoredRosters(stores.scenarios);
        scheduling = new Scheduling(
                List.of(new StrictAlternation(), new ScenarioOrder(rosters)),
                configuration.conversations.guidanceDeadline());
        subscriptions = new Subscriptions(scheduling);
        failing = new FailingAgents(subscriptions::announce);
        orchestrator = orchestratorFor(stores.conversations);
        watchdog = new Watchdog(
                stores.conversations,
                orchestrator,
                configuration.watchdog,
                configuration.ceilings.life(),
                clock,
                environment.metrics());
        environment.metrics().registerGauge("chitchat.subscribers", subscriptions::size);
    }

    /** An orchestrator with the same rules over a store that shows or permits less. */
    Orchestrator orchestratorFor(ConversationStore store) {
        return new Orchestrator(store, scheduling, subscriptions, rosters, maxTurns, clock);
    }
}
