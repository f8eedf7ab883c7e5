package me.fhir.chitchat.db.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.ui.LoggerUIService;
import me.fhir.chitchat.runtime.concurrent.Futures;

/** Brings a database to the schema of this version with Liquibase. */
public final class Migrations {
    public static final String CHANGELOG = "migrations.yaml";

    private static final Pattern INCLUDED = Pattern.compile("include: *\\{ *file: *([^ }]+)");

    private Migrations() {}

    /**
     * Runs what has not been run yet. One that this very changelog has already brought up to date is left alone: the
     * check costs Liquibase seconds, and a server that was restarted should answer at once.
     *
     * @return whether the database was new
     */
    public static boolean migrate(Connection connection, SqlDialect dialect) throws SQLException {
        int version = fingerprint();
        int before = dialect.schemaVersion(connection);
        if (before == version) {
            return false;
        }
        if (dialect.hasTable(connection, "DATABASECHANGELOGLOCK")) {
            releaseLock(connection);
        }
        // Set here and not in main(), so that embedded servers (tests) send no telemetry either.
        System.setProperty("liquibase.analytics.enabled", "false");
        try {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            // Its output goes to the log; on the console it would bury the server's own messages.
            Scope.child(Scope.Attr.ui, new LoggerUIService(), () -> new CommandScope(UpdateCommandStep.COMMAND_NAME)
                    .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                    .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, CHANGELOG)
                    .setOutput(OutputStream.nullOutputStream())
                    .execute());
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            // Liquibase's scope declares no more than this.
            throw new SQLException("the schema could not be brought up to date: " + reason(e), e);
        }
        connection.setAutoCommit(true);
        dialect.setSchemaVersion(connection, version);
        return before == 0;
    }

    /**
     * Liquibase's own lock is a row, which stays when a server is killed or has no room in the middle of a
     * migration; the next one would wait for it in vain. One server at a time has a database, so the lock is stale.
     */
    private static void releaseLock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = FALSE, LOCKGRANTED = NULL, LOCKEDBY = NULL");
        }
    }

    /** The root cause in one line. */
    private static String reason(Throwable failure) {
        return String.valueOf(Futures.rootCause(failure).getMessage())
                .lines()
                .findFirst()
                .orElse("");
    }

    /** Whether a database has the schema of this version. */
    public static boolean isCurrent(Connection connection, SqlDialect dialect) throws SQLException {
        return dialect.schemaVersion(connection) == fingerprint();
    }

    /** A number for this very changelog and all that it includes. */
    private static int fingerprint() {
        CRC32 crc = new CRC32();
        String changelog = add(crc, CHANGELOG);
        Matcher included = INCLUDED.matcher(changelog);
        while (included.find()) {
            add(crc, included.group(1));
        }
        // Never 0, which is what a new file says; user_version is a signed 32-bit number.
        return (int) (crc.getValue() | 1);
    }

    private static String add(CRC32 crc, String file) {
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + file);
            }
            byte[] content = in.readAllBytes();
            crc.update(file.getBytes(StandardCharsets.UTF_8));
            crc.update(content);
            return new String(content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("unreadable in the jar: " + file, e);
        }
    }
}
