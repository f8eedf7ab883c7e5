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
 * Inserts the shipped scenarios where there is nothing yet: at the first start, after the file was wiped, and where another
 * command made the tables or a first start was killed before it had come to that. Scenarios that were changed or deleted
 * later stay as they are.
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
        try {
            if (!database.isNew() && !hasNothing()) {
                return;
            }
            ShippedScenarios.all(clock.instant()).forEach(scenarios::insert);
        } catch (ConversationException e) {
            LOG.warn("The shipped scenarios are not inserted yet: {}", e.getMessage());
            CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, workers)
                    .execute(this::start);
        }
    }

    private boolean hasNothing() {
        return database.readers().read(handle -> handle.createQuery(
                        "SELECT NOT EXISTS (SELECT 1 FROM scenarios) AND NOT EXISTS (SELECT 1 FROM conversations)")
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public void storeReady() {
        // Inserting waits for the thread that calls this.
        workers.execute(this::start);
    }
}
