package me.fhir.chitchat.db;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.db.engine.SqliteDataSources;
import me.fhir.chitchat.db.engine.StorageQuota;
import me.fhir.chitchat.db.file.NativeLibrary;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios in the database. What a change costs depends on what clients stored, so it is computed on the caller's thread,
 * and written only if nothing came between; else it is computed again.
 */
public final class JdbiScenarioStore implements ScenarioStore {
    private static final String SELECT = "SELECT id, name, config, history, created_at, modified_at FROM scenarios";

    private final Readers readers;
    private final GroupCommitWriter writer;
    private final StorageQuota quota;

    private record Revised(ScenarioItem item, String revision) {}

    public JdbiScenarioStore(Database database) {
        this.readers = database.readers();
        this.writer = database.writer();
        this.quota = database.quota();
    }

    /** A scenario of a data file that is not open here. */
    public static Optional<ScenarioItem> stored(Path file, String id) {
        NativeLibrary.load();
        return Jdbi.create(SqliteDataSources.readOnlyUrl(file)).withHandle(handle -> find(handle, id));
    }

    @Override
    public List<Version> versions() {
        // Read off an index, which the times make complete: a scenario that another program has changed without a
        // revision has a new one at least there.
        return readers.read(handle -> handle.createQuery("""
                        SELECT id, revision, modified_at FROM scenarios ORDER BY modified_at DESC, id DESC
                        """)
                .map((row, context) -> new Version(row.getString(1), row.getString(2) + '@' + row.getLong(3)))
                .list());
    }

    @Override
    public Optional<ScenarioItem> find(String id) {
        return readers.read(handle -> find(handle, id));
    }

    @Override
    public boolean insert(ScenarioItem item) {
        long bytes = bytes(item);
        return Futures.join(quota.growing(bytes, () -> writer.run(bytes, handle -> insert(handle, item) > 0)));
    }

    @Override
    public Optional<ScenarioItem> update(String id, UnaryOperator<ScenarioItem> change) {
        while (true) {
            Optional<Revised> seen = revised(id);
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            ScenarioItem item = change.apply(seen.get().item());
            if (item.equals(seen.get().item()) || replaced(item, seen.get().revision())) {
                return Optional.of(item);
            }
        }
    }

    private boolean replaced(ScenarioItem item, String revision) {
        long bytes = bytes(item);
        return Futures.join(quota.growing(
                bytes,
                () -> writer.run(
                        bytes,
                        handle -> bind(handle.createUpdate("""
                                UPDATE scenarios SET name = :name, config = :config, history = :history,
                                    modified_at = :modifiedAt, revision = :revision
                                WHERE id = :id AND revision = :seen
                                """), item)
                                        .bind("seen", revision)
                                        .execute()
                                > 0)));
    }

    @Override
    public boolean apply(List<Change> changes) {
        List<RevisedChange> revised = new ArrayList<>();
        for (Change change : changes) {
            Revised now = revised(change.item().id()).orElse(null);
            if (!Objects.equals(now == null ? null : now.item(), change.seen())) {
                return false;
            }
            revised.add(new RevisedChange(change.item(), now == null ? null : now.revision()));
        }
        long bytes = changes.stream().mapToLong(change -> bytes(change.item())).sum();
        try {
            return changes.isEmpty()
                    || Futures.join(quota.growing(
                            bytes,
                            () -> writer.run(bytes, handle -> {
                                revised.forEach(change -> write(handle, change));
                                return true;
                            })));
        } catch (ChangedMeanwhileException e) {
            return false;
        }
    }

    private record RevisedChange(
            ScenarioItem item, @Nullable String revision) {}

    /** Undoes what was written of a list of changes. */
    private static final class ChangedMeanwhileException extends RuntimeException {
        ChangedMeanwhileException() {
            super(null, null, false, false);
        }
    }

    private static void write(Handle handle, RevisedChange change) {
        int written = change.revision() == null
                ? insert(handle, change.item())
                : bind(handle.createUpdate("""
                                UPDATE scenarios SET name = :name, config = :config, history = :history,
                                    created_at = :createdAt, modified_at = :modifiedAt, revision = :revision
                                WHERE id = :id AND revision = :seen
                                """), change.item())
                        .bind("createdAt", change.item().createdAt().toEpochMilli())
                        .bind("seen", change.revision())
                        .execute();
        if (written == 0) {
            throw new ChangedMeanwhileException();
        }
    }

    private static int insert(Handle handle, ScenarioItem item) {
        return bind(handle.createUpdate("""
                        INSERT INTO scenarios (id, name, config, history, created_at, modified_at, revision)
                        VALUES (:id, :name, :config, :history, :createdAt, :modifiedAt, :revision)
                        ON CONFLICT (id) DO NOTHING
                        """), item)
                .bind("createdAt", item.createdAt().toEpochMilli())
                .execute();
    }

    @Override
    public boolean delete(String id, Consumer<ScenarioItem> check) {
        while (true) {
            Optional<Revised> seen = revised(id);
            if (seen.isEmpty()) {
                return false;
            }
            check.accept(seen.get().item());
            String revision = seen.get().revision();
            if (Futures.join(writer.run(bytes(seen.get().item()), handle -> handle.createUpdate(
                                    "DELETE FROM scenarios WHERE id = :id AND revision = :seen")
                            .bind("id", id)
                            .bind("seen", revision)
                            .execute()))
                    > 0) {
                return true;
            }
        }
    }

    private Optional<Revised> revised(String id) {
        return readers.read(handle -> handle.createQuery(
                        "SELECT id, name, config, history, created_at, modified_at, revision FROM scenarios WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new Revised(item(row), row.getString("revision")))
                .findOne());
    }

    private static long bytes(ScenarioItem item) {
        return (long) item.name().length()
                + item.config().text().length()
                + item.history().text().length();
    }

    static List<ScenarioItem> all(Handle handle) {
        return handle.createQuery(SELECT + " ORDER BY modified_at DESC, id DESC")
                .map((row, context) -> item(row))
                .list();
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
                .bind("revision", UUID.randomUUID().toString())
                .bind("modifiedAt", item.modifiedAt().toEpochMilli());
    }
}
