package me.fhir.chitchat.db;

import java.nio.file.Path;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.scenario.ScenarioStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class JdbiScenarioStoreTest extends ScenarioStoreContract {
    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(folder.resolve("data.db"), new TickingClock());
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Override
    protected ScenarioStore store() {
        return new JdbiScenarioStore(fixture.database);
    }
}
