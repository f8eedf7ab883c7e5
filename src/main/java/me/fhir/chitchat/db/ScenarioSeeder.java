package me.fhir.chitchat.db;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.scenario.ShippedScenarios;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts the shipped scenarios into a new data file: at the first start, and after the file was wiped. Scenarios that
 * were changed or deleted later stay as they are.
 */
public final class ScenarioSeeder implements Managed, LossListener {
    private static final Logger LOG = LoggerFactory.getLogger(ScenarioSeeder.class);
    private static final int RETRY_SECONDS = 30;

    private final Database database;
    private final ScenarioStore scenarios;
    private final Executor workers;
    private final Clock clock;

    public ScenarioSeeder(Database database, ScenarioStore scenarios, Executor workers, Clock clock) {
        this.database = database;
        this.scenarios = scenarios;
        this.workers = workers;
        this.clock = clock;
    }

    /** While the file cannot take them the server runs without them, and they are inserted once it can. */
    @Override
    public void start() {
        if (!database.isNew()) {
            return;
        }
        try {
            ShippedScenarios.all(clock.instant()).forEach(scenarios::insert);
        } catch (ConversationException e) {
            LOG.warn("The shipped scenarios are not inserted yet: {}", e.getMessage());
            CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, workers)
                    .execute(this::start);
        }
    }

    @Override
    public void storeReady() {
        // Inserting waits for the thread that calls this.
        workers.execute(this::start);
    }
}
