package me.fhir.chitchat.db;

import java.nio.file.Path;
import me.fhir.chitchat.conversation.ConversationListContract;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.TickingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class JdbiConversationListTest extends ConversationListContract {
    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(file(), new TickingClock());
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
