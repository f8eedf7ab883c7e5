package me.fhir.chitchat.db;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import me.fhir.chitchat.db.engine.PostgresAddress;
import me.fhir.chitchat.db.engine.PostgresEngine;
import me.fhir.chitchat.db.engine.SqliteFile;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.db.sql.CopiedTable;
import me.fhir.chitchat.db.sql.StoreEngine;
import me.fhir.chitchat.db.sql.TableDigest;
import me.fhir.chitchat.runtime.settings.SettingException;

/**
 * Copies all data from the SQLite file to the PostgreSQL database of a configuration, or back, while no server has either.
 * The written rows are read again and compared before they are committed; a failure leaves the target as it was.
 */
public final class DataMigration {
    /** In an order in which each finds what it refers to. */
    private static final List<String> TABLES = List.of(
            "conversations",
            "conversation_events",
            "attachments",
            "idempotency_keys",
            "scenarios",
            "runner_registry",
            "seats",
            "model_spending",
            "verdicts",
            "imports",
            "dialed_seats",
            "ended_conversations");

    private final Consumer<String> report;

    /** @param report receives a line for each table that was copied */
    public DataMigration(Consumer<String> report) {
        this.report = report;
    }

    /**
     * Copies.
     *
     * @param toPostgres the direction
     * @throws SettingException when a server runs on either, the source has no data, the target has some already, or the
     *     copy is not the same
     */
    public void run(StorageConfiguration storage, boolean toPostgres) {
        PostgresAddress address = storage.postgres()
                .orElseThrow(() -> new SettingException(
                        "DATABASE_URL (storage.url) is not set; it names the PostgreSQL database to copy to or from."));
        if (toPostgres && !Files.isRegularFile(storage.file())) {
            // It would be made, and nothing would be what was copied.
            throw new SettingException("There is no data file at "
                    + storage.file().toAbsolutePath() + "; DB_PATH (storage.path) names it. Nothing was copied.");
        }
        StoreEngine sqlite = new SqliteFile(storage.file());
        StoreEngine postgres = new PostgresEngine(address);
        try {
            copy(toPostgres ? sqlite : postgres, toPostgres ? postgres : sqlite, postgres);
        } catch (SQLException e) {
            throw new SettingException("Nothing was copied: " + e.getMessage());
        } finally {
            sqlite.close();
            postgres.close();
        }
    }

    private void copy(StoreEngine source, StoreEngine target, StoreEngine postgres) throws SQLException {
        CopiedTable.Side from = side(source);
        List<CopiedTable> tables = new ArrayList<>();
        boolean nothing = true;
        for (String name : TABLES) {
            CopiedTable table = new CopiedTable(name, postgres.openWriter().getConnection());
            nothing = nothing && table.isEmpty(from.connection());
            tables.add(table);
        }
        if (nothing) {
            throw new SettingException(
                    "There is no data in " + source.name() + "; nothing was copied. Is it the right one?");
        }
        CopiedTable.Side to = side(target);
        for (CopiedTable table : tables) {
            if (!table.isEmpty(to.connection())) {
                throw new SettingException("There is data in " + target.name() + " already, in its table "
                        + table.name() + "; nothing was copied. Name an empty one.");
            }
        }
        boolean done = false;
        try {
            for (CopiedTable table : tables) {
                TableDigest copied = table.copy(from, to);
                TableDigest read = table.digest(to);
                if (!read.sameAs(copied)) {
                    throw new SettingException("The copy of " + table.name() + " is not what was copied (" + copied
                            + "; read again: " + read + "); nothing was kept.");
                }
                report.accept(table.name() + ": " + read);
            }
            to.connection().commit();
            done = true;
        } finally {
            if (!done) {
                to.connection().rollback();
            }
        }
    }

    private static CopiedTable.Side side(StoreEngine engine) throws SQLException {
        Connection connection = engine.openWriter().getConnection();
        connection.setAutoCommit(false);
        return new CopiedTable.Side(connection, engine.dialect());
    }
}
