package me.fhir.chitchat.db;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.llm.SpendingStore;
import org.jdbi.v3.core.Handle;

/** The cost of models. */
public final class JdbiSpendingStore implements SpendingStore {
    private final Readers readers;
    private final GroupCommitWriter writer;

    private record SpendingRow(String conversation, Spent spent) {}

    public JdbiSpendingStore(Database database) {
        this.readers = database.readers();
        this.writer = database.writer();
    }

    @Override
    public Map<String, Spent> load(LocalDate day) {
        return readers.read(handle -> handle
                .createQuery("SELECT conversation, calls, tokens FROM model_spending WHERE day = :day")
                .bind("day", day.toString())
                .map((row, context) -> new SpendingRow(
                        row.getString("conversation"), new Spent(row.getLong("calls"), row.getLong("tokens"))))
                .stream()
                .collect(Collectors.toMap(SpendingRow::conversation, SpendingRow::spent)));
    }

    @Override
    public CompletableFuture<Map<String, Spent>> add(LocalDate day, Map<String, Spent> spent) {
        return writer.runLast(handle -> {
            handle.createUpdate("DELETE FROM model_spending WHERE day < :oldest")
                    .bind("oldest", day.minusDays(KEPT_DAYS).toString())
                    .execute();
            Map<String, Spent> kept = new HashMap<>();
            // In one order on all servers, each of which locks the rows until its transaction ends.
            new TreeMap<>(spent)
                    .forEach((conversation, more) ->
                            kept.put(conversation, add(handle, day, new SpendingRow(conversation, more))));
            return kept;
        });
    }

    private static Spent add(Handle handle, LocalDate day, SpendingRow row) {
        return handle.createQuery("""
                        INSERT INTO model_spending (day, conversation, calls, tokens)
                        VALUES (:day, :conversation, :calls, :tokens)
                        ON CONFLICT (day, conversation) DO UPDATE
                        SET calls = model_spending.calls + excluded.calls, tokens = model_spending.tokens + excluded.tokens
                        RETURNING calls, tokens
                        """)
                .bind("day", day.toString())
                .bind("conversation", row.conversation())
                .bind("calls", row.spent().calls())
                .bind("tokens", row.spent().tokens())
                .map((kept, context) -> new Spent(kept.getLong("calls"), kept.getLong("tokens")))
                .one();
    }
}
