package me.fhir.chitchat.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** Scenarios in SQLite. */
public final class JdbiScenarioStore implements ScenarioStore {
    private static final String SELECT = "SELECT id, name, config, history, created_at, modified_at FROM scenarios";

    private final Jdbi readers;
    private final GroupCommitWriter writer;

    public JdbiScenarioStore(SqliteDatabase database, JdbiConversationStore conversations) {
        this.readers = database.readers();
        this.writer = conversations.writer();
    }

    @Override
    public List<ScenarioItem> all() {
        return readers.withHandle(handle -> handle.createQuery(SELECT + " ORDER BY modified_at DESC, id DESC")
                .map((row, context) -> item(row))
                .list());
    }

    @Override
    public Optional<ScenarioItem> find(String id) {
        return readers.withHandle(handle -> find(handle, id));
    }

    @Override
    public boolean insert(ScenarioItem item) {
        return Waiting.done(writer.run(handle -> bind(handle.createUpdate("""
                                INSERT INTO scenarios (id, name, config, history, created_at, modified_at)
                                VALUES (:id, :name, :config, :history, :createdAt, :modifiedAt)
                                ON CONFLICT (id) DO NOTHING
                                """), item)
                        .bind("createdAt", item.createdAt().toEpochMilli())
                        .execute()
                > 0));
    }

    @Override
    public Optional<ScenarioItem> update(String id, UnaryOperator<ScenarioItem> change) {
        return Waiting.done(writer.run(handle -> find(handle, id).map(change).map(item -> {
            bind(handle.createUpdate("""
                                    UPDATE scenarios SET name = :name, config = :config, history = :history,
                                        modified_at = :modifiedAt
                                    WHERE id = :id
                                    """), item).execute();
            return item;
        })));
    }

    @Override
    public boolean delete(String id, Consumer<ScenarioItem> check) {
        return Waiting.done(writer.run(handle -> {
            Optional<ScenarioItem> item = find(handle, id);
            item.ifPresent(check);
            return item.isPresent()
                    && handle.createUpdate("DELETE FROM scenarios WHERE id = :id")
                                    .bind("id", id)
                                    .execute()
                            > 0;
        }));
    }

    static Optional<ScenarioItem> find(Handle handle, String id) {
        return handle.createQuery(SELECT + " WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> item(row))
                .findOne();
    }

    private static ScenarioItem item(ResultSet row) throws SQLException {
        return new ScenarioItem(
                row.getString("id"),
                row.getString("name"),
                new RawJson(row.getString("config")),
                new RawJson(row.getString("history")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("modified_at")));
    }

    private static <T extends SqlStatement<T>> T bind(T statement, ScenarioItem item) {
        return statement
                .bind("id", item.id())
                .bind("name", item.name())
                .bind("config", item.config().text())
                .bind("history", item.history().text())
                .bind("modifiedAt", item.modifiedAt().toEpochMilli());
    }
}
