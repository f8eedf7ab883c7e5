package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioSeederTest {
    @TempDir
    private Path folder;

    private static List<String> seeded(StoreFixture fixture) {
        ScenarioStore scenarios = new JdbiScenarioStore(fixture.database);
        new ScenarioSeeder(fixture.database, scenarios, Runnable::run, Clock.systemUTC()).start();
        return scenarios.ids();
    }

    @ParameterizedTest
    @EnumSource(StoredIn.class)
    void tablesThatAnotherCommandMadeAreFilledAndWhatIsDeletedStaysSo(StoredIn storedIn) throws Exception {
        StoreFixture fixture = new StoreFixture(storedIn.at(folder.resolve("data.db")), new TickingClock());
        try {
            assertThat(fixture.database.isNew()).isFalse();
            List<String> shipped = seeded(fixture);
            assertThat(shipped).isNotEmpty();
            ScenarioStore scenarios = new JdbiScenarioStore(fixture.database);
            scenarios.delete(shipped.get(0), scenario -> {});
            assertThat(seeded(fixture)).hasSize(shipped.size() - 1).doesNotContain(shipped.get(0));
            shipped.stream().skip(1).forEach(id -> scenarios.delete(id, scenario -> {}));
            fixture.database.writer().run(handle -> handle.execute("""
                            INSERT INTO conversations (id, completed, created_at, updated_at, last_seq, system_notes, turn,
                                turn_events, turn_cleared) VALUES (1, 1, 0, 0, 0, 0, 0, 0, 0)
                            """)).join();
            assertThat(seeded(fixture)).as("it was in use").isEmpty();
        } finally {
            fixture.close();
        }
    }
}
