package me.fhir.chitchat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.Environment;
import me.fhir.chitchat.db.engine.StorageSpace;
import me.fhir.chitchat.resources.StatusDocument;
import me.fhir.chitchat.runtime.monitoring.EventsPerMinute;

/** What {@code /api/status} shows of this composition. */
final class ServerStatus {
    private final ChitchatConfiguration configuration;
    private final Components components;
    private final Environment environment;

    ServerStatus(ChitchatConfiguration configuration, Components components, Environment environment) {
        this.configuration = configuration;
        this.components = components;
        this.environment = environment;
    }

    /** The document of this server, which starts now. */
    StatusDocument document(boolean editTokenWanted, StorageSpace space) {
        return new StatusDocument(
                StatusDocument.Server.running(
                        environment,
                        components.clock.instant(),
                        new StatusDocument.Switches(editTokenWanted, configuration.debugApiEnabled),
                        ceilings(),
                        traffic()),
                new StatusDocument.Storage(components.stores.database::healthy, space::usedBytes, space::freeBytes),
                new StatusDocument.WatchdogStatus(
                        configuration.watchdog,
                        environment.metrics().counter("chitchat.watchdog.closed")::getCount,
                        components.orchestration.watchdog::next),
                this::models,
                components.clock);
    }

    private StatusDocument.Ceilings ceilings() {
        return new StatusDocument.Ceilings(
                configuration.ceilings.conversation(configuration.conversations.maxTurns()),
                configuration.ceilings.life(),
                configuration.ceilings.maxServerAgents(),
                components.agents.host::running);
    }

    private StatusDocument.ModelStatus models() {
        return new StatusDocument.ModelStatus(
                configuration.modelBudget,
                components.agents.models.budget().today(),
                components.agents.models.reports().all());
    }

    private StatusDocument.Traffic traffic() {
        MetricRegistry metrics = environment.metrics();
        EventsPerMinute events = new EventsPerMinute(metrics.counter("chitchat.store.events"));
        environment.lifecycle().manage(events);
        return new StatusDocument.Traffic(
                () -> metrics.<Gauge<Integer>>gauge("chitchat.websocket.connections")
                        .getValue(),
                metrics.counter("chitchat.websocket.closed-as-slow")::getCount,
                events::lastHour);
    }
}
