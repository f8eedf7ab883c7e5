package me.fhir.chitchat;

import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.db.SqliteDatabase;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;

/**
 * Puts the scenarios that come with the program into a store that was just made: at the first start, and after the data
 * file was wiped. What somebody changed or deleted later stays as they left it.
 */
final class SeededScenarios implements Managed, LossListener {
    private static final List<String> IDS = List.of("scen_vision_screen_01", "scen_knee_mri_01");

    private final SqliteDatabase database;
    private final ScenarioStore store;
    private final Executor workers;
    private final Clock clock;

    SeededScenarios(SqliteDatabase database, ScenarioStore store, Executor workers, Clock clock) {
        this.database = database;
        this.store = store;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (database.isNew()) {
            seed();
        }
    }

    @Override
    public void storeReady() {
        // Inserting waits for the thread that tells this.
        workers.execute(this::start);
    }

    private void seed() {
        Instant now = clock.instant();
        for (int i = 0; i < IDS.size(); i++) {
            // The last one is listed first.
            store.insert(shipped(IDS.get(i), now.plusMillis(i)));
        }
    }

    /** The ids of the shipped scenarios. */
    static List<String> ids() {
        return IDS;
    }

    /** A shipped scenario as it is stored; empty when none has that id. */
    static Optional<ScenarioItem> item(String id, Instant now) {
        return IDS.contains(id) ? Optional.of(shipped(id, now)) : Optional.empty();
    }

    private static ScenarioItem shipped(String id, Instant now) {
        Map<String, ?> config = read(id + ".json");
        String title =
                config.get("metadata") instanceof Map<?, ?> metadata ? String.valueOf(metadata.get("title")) : id;
        return new ScenarioItem(id, title, new RawJson(JsonText.write(config)), new RawJson("[]"), now, now);
    }

    private static Map<String, ?> read(String file) {
        try (InputStream in = SeededScenarios.class.getResourceAsStream("/scenarios/" + file)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + file);
            }
            return JsonText.toMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | JsonSyntaxException e) {
            throw new IllegalStateException("unreadable in the jar: " + file, e);
        }
    }
}
