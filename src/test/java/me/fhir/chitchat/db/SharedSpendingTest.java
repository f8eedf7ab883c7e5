package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.db.engine.PostgresAddress;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.llm.SpendingStore;
import me.fhir.chitchat.llm.SpendingStore.Spent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What models cost, where another server writes it too. */
class SharedSpendingTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    @Test
    void noServerWaitsForAConversationWhileItHoldsTheSumOfAll() throws Exception {
        StorageConfiguration storage = StoredIn.SHARED.at(Path.of("spending-" + System.nanoTime()));
        PostgresAddress address = storage.postgres().orElseThrow();
        StoreFixture server = new StoreFixture(storage, Clock.systemUTC());
        try (Connection other = DriverManager.getConnection(address.url(), address.settings());
                Statement statement = other.createStatement()) {
            SpendingStore spending = new JdbiSpendingStore(server.database);
            Map<String, Spent> call = Map.of(SpendingStore.ALL, new Spent(1, 10));
            spending.add(DAY, call).join();
            RawJson meta = new RawJson("{\"agents\":[{\"id\":\"alpha\"}]}");
            Setup setup = new Setup(List.of("alpha"), null, 40, null, null);
            long id = server.conversations
                    .create(new NewConversation(meta, setup))
                    .join()
                    .conversation();
            other.setAutoCommit(false);
            statement.execute("UPDATE conversations SET runner = 'other' WHERE id = " + id);

            HeldWriter held = new HeldWriter(server.database);
            CompletableFuture<Map<String, Spent>> sum = spending.add(DAY, call);
            CompletableFuture<Integer> claim = server.database
                    .writer()
                    .run(handle -> handle.execute("UPDATE conversations SET runner = 'me' WHERE id = " + id));
            held.close();
            Awaitility.await().until(() -> somebodyWaits(statement));
            statement.execute("SELECT calls FROM model_spending FOR UPDATE NOWAIT");
            other.commit();

            assertThat(claim.join()).isEqualTo(1);
            assertThat(sum.join()).isEqualTo(Map.of(SpendingStore.ALL, new Spent(2, 20)));
        } finally {
            server.close();
        }
    }

    /** Whether somebody waits for the end of this transaction. */
    private static boolean somebodyWaits(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "SELECT count(*) FROM pg_locks" + " WHERE transactionid = pg_current_xact_id()::xid AND NOT granted")) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }
}
