package me.fhir.chitchat.db;

import java.nio.file.Path;
import me.fhir.chitchat.conversation.ConversationListContract;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.TickingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoredIn.class)
class JdbiConversationListTest extends ConversationListContract {
    @Parameter
    private StoredIn storedIn = StoredIn.SQLITE;

    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(storedIn.at(file()), new TickingClock());
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private Path file() {
        return folder.resolve("deep/er/data.db");
    }

    @Override
    protected ConversationStore store() {
        return fixture.conversations;
    }
}
