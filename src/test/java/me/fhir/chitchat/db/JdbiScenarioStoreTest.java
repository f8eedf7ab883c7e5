package me.fhir.chitchat.db;

import java.nio.file.Path;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.scenario.ScenarioStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoredIn.class)
class JdbiScenarioStoreTest extends ScenarioStoreContract {
    @Parameter
    private StoredIn storedIn = StoredIn.SQLITE;

    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(storedIn.at(folder.resolve("data.db")), new TickingClock());
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
