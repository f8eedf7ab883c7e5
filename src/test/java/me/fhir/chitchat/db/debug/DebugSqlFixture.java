package me.fhir.chitchat.db.debug;

import java.util.Arrays;
import java.util.List;
import me.fhir.chitchat.TestFolder;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.conversation.ReadOnlySql.Parameters;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.db.StoreFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A data file with one conversation, {@code Hello} of {@code a}, for all tests of a class. */
@SuppressWarnings("NullAway.Init") // Opened before the first test.
final class DebugSqlFixture implements BeforeAllCallback, AfterAllCallback {
    private TestFolder folder;
    private StoreFixture store;
    private ReadOnlySql sql;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = TestFolder.create();
        store = new StoreFixture(folder.path().resolve("it's a % #1.db"), new TickingClock());
        RawJson meta = new RawJson("{\"title\":\"Hello\",\"agents\":[{\"id\":\"a\"}]}");
        store.conversations
                .create(new NewConversation(meta, new Setup(List.of("a"), null, 40, null, null)))
                .join();
        sql = store.database.debugSql();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        store.close();
        folder.close();
    }

    ReadOnlySql.QueryResult read(String statement, @Nullable Object... values) throws Exception {
        return read(statement, new Parameters(Arrays.asList(values), null));
    }

    ReadOnlySql.QueryResult read(String statement, Parameters parameters) throws Exception {
        return sql.read(statement, parameters);
    }
}
