package me.fhir.chitchat.db;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.util.concurrent.Executor;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.scenario.ShippedScenarios;

/**
 * Inserts the shipped scenarios into a new data file: at the first start, and after the file was wiped. Scenarios that
 * were changed or deleted later stay as they are.
 */
public final class ScenarioSeeder implements Managed, LossListener {
    private final SqliteDatabase database;
    private final ScenarioStore scenarios;
    private final Executor workers;
    private final Clock clock;

    public ScenarioSeeder(SqliteDatabase database, ScenarioStore scenarios, Executor workers, Clock clock) {
        this.database = database;
        this.scenarios = scenarios;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (database.isNew()) {
            ShippedScenarios.all(clock.instant()).forEach(scenarios::insert);
        }
    }

    @Override
    public void storeReady() {
        // Inserting waits for the thread that calls this.
        workers.execute(this::start);
    }
}
