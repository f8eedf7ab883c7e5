package me.fhir.chitchat.db;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.llm.SpendingStore;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cost of models. A failed write is repeated with the next call. */
public final class JdbiSpendingStore implements SpendingStore {
    private static final Logger LOG = LoggerFactory.getLogger(JdbiSpendingStore.class);

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
    public void save(LocalDate day, Map<String, Spent> spent) {
        var unused = writer.run(handle -> {
                    handle.createUpdate("DELETE FROM model_spending WHERE day < :day")
                            .bind("day", day.toString())
                            .execute();
                    spent.forEach((conversation, sum) -> save(handle, day, new SpendingRow(conversation, sum)));
                    return true;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debug("What a model cost is not stored yet", failure);
                    }
                });
    }

    private static void save(Handle handle, LocalDate day, SpendingRow row) {
        handle.createUpdate("""
                        INSERT INTO model_spending (day, conversation, calls, tokens)
                        VALUES (:day, :conversation, :calls, :tokens)
                        ON CONFLICT (day, conversation) DO UPDATE SET calls = excluded.calls, tokens = excluded.tokens
                        """)
                .bind("day", day.toString())
                .bind("conversation", row.conversation())
                .bind("calls", row.spent().calls())
                .bind("tokens", row.spent().tokens())
                .execute();
    }
}
