package me.fhir.chitchat.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import me.fhir.chitchat.db.file.Snapshot;
import me.fhir.chitchat.db.sql.Migrations;
import me.fhir.chitchat.db.sql.SqliteDialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two commands through Dropwizard's own command line, on files as the server leaves them. */
class BackupAndRestoreTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path dataFile;

    @BeforeEach
    void createDataFile() throws Exception {
        dataFile = folder.resolve("data/data.db");
        Files.createDirectories(dataFile.getParent());
        createDatabase(dataFile);
    }

    @Test
    void copiesWhatWasCommittedEvenWhileItIsOnlyInTheLog() throws Exception {
        try (Connection server = connect(dataFile)) {
            insert(server, "a", "b");
            assertThat(Files.size(dataFile.resolveSibling("data.db-wal"))).isPositive();
            Path backup = folder.resolve("copy.db");

            assertThat(run("backup", backup)).isTrue();

            assertThat(out.toString(UTF_8)).contains(backup.toString(), "written and checked");
            assertThat(notes(backup)).isEqualTo(2);
        }
    }

    @Test
    void isOneMomentWhileAServerWritesAndDoesNotHoldItUp() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        CountDownLatch underWay = new CountDownLatch(50);
        CompletableFuture<Void> server = CompletableFuture.runAsync(() -> {
            try (Connection connection = connect(dataFile)) {
                while (!stop.get()) {
                    // Two rows or none: an odd number in the copy would be half a transaction.
                    insert(connection, "x".repeat(2000), "y".repeat(2000));
                    written.incrementAndGet();
                    underWay.countDown();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(underWay.await(20, TimeUnit.SECONDS)).isTrue();
        int before = written.get();

        for (int i = 0; i < 5; i++) {
            Path backup = folder.resolve("copy-" + i + ".db");
            assertThat(run("backup", backup)).as(err.toString(UTF_8)).isTrue();
            assertThat(notes(backup)).isEven().isGreaterThanOrEqualTo(2 * before);
        }
        int after = written.get();
        stop.set(true);
        server.get(20, TimeUnit.SECONDS);

        assertThat(after).isGreaterThan(before);
    }

    @Test
    void neverOverwrites() throws Exception {
        Path backup = Files.writeString(folder.resolve("copy.db"), "precious");

        assertThat(run("backup", backup)).isFalse();

        assertThat(err.toString(UTF_8)).contains("exists already").doesNotContain("\tat ");
        assertThat(backup).hasContent("precious");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThat(run("backup", folder.resolve("no/such/folder/copy.db"))).isFalse();
        assertThat(err.toString(UTF_8)).contains("There is no folder");

        Files.delete(dataFile);
        assertThat(run("backup", folder.resolve("copy.db"))).isFalse();
        assertThat(err.toString(UTF_8)).contains("There is no data file at " + dataFile);
        assertThat(folder.resolve("copy.db")).doesNotExist();
    }

    @Test
    void leavesNothingBehindWhenTheDataFileIsDamaged() throws Exception {
        damage(dataFile);

        assertThat(run("backup", folder.resolve("copy.db"))).isFalse();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("data");
        }
    }

    @Test
    void namesBackupsInAFolderByTheTimeAndKeepsTheNewest() throws Exception {
        Path backups = Files.createDirectory(folder.resolve("backups"));
        Files.createFile(backups.resolve("chitchat-20200101T000000Z.db"));
        Files.createFile(backups.resolve("chitchat-20210101T000000Z.db"));
        Files.createFile(backups.resolve("somebody-elses.db"));

        assertThat(run("backup", backups, "--keep", "2"))
                .as(err.toString(UTF_8))
                .isTrue();

        try (Stream<Path> files = Files.list(backups)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .hasSize(3)
                    .contains("chitchat-20210101T000000Z.db", "somebody-elses.db")
                    .doesNotContain("chitchat-20200101T000000Z.db");
        }
    }

    @Test
    void restoresWhatWasBackedUpAndKeepsWhatWasThere() throws Exception {
        try (Connection server = connect(dataFile)) {
            insert(server, "kept");
        }
        Path backup = folder.resolve("copy.db");
        assertThat(run("backup", backup)).isTrue();
        try (Connection server = connect(dataFile)) {
            insert(server, "regretted", "regretted too");
        }

        assertThat(run("restore", backup)).as(err.toString(UTF_8)).isTrue();

        assertThat(notes(dataFile)).isEqualTo(1);
        assertThat(notes(folder.resolve("data/data.db.before-restore"))).isEqualTo(3);
        assertThat(folder.resolve("data/data.db-wal")).doesNotExist();
        try (Connection server = connect(dataFile)) {
            insert(server, "life goes on");
        }
        assertThat(notes(dataFile)).isEqualTo(2);
    }

    @Test
    void restoresAgainAndKeepsWhatWasThereEachTime() throws Exception {
        Path backup = folder.resolve("copy.db");
        assertThat(run("backup", backup)).isTrue();
        for (String note : List.of("first", "second")) {
            try (Connection server = connect(dataFile)) {
                insert(server, note);
            }
            assertThat(run("restore", backup)).as(err.toString(UTF_8)).isTrue();
        }

        assertThat(notes(folder.resolve("data/data.db.before-restore"))).isEqualTo(1);
        assertThat(notes(folder.resolve("data/data.db.before-restore-2"))).isEqualTo(1);
        assertThat(notes(dataFile)).isZero();
    }

    @Test
    void backupsAndWhatIsRestoredOfThemAreForTheirOwnerAlone() throws Exception {
        Path backup = folder.resolve("copy.db");
        assertThat(run("backup", backup)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(backup, PosixFilePermissions.fromString("rw-r--r--"));
        Files.delete(dataFile);
        assertThat(run("restore", backup)).as(err.toString(UTF_8)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataFile)))
                .isEqualTo("rw-------");
    }

    @Test
    void aBackupBringsTheKeysBack() throws Exception {
        Path key = Files.write(folder.resolve("data/bridge.key"), new byte[] {1, 2, 3});
        Path seatKey = Files.write(folder.resolve("data/seat.key"), new byte[] {7});
        Path backup = folder.resolve("copy.db");
        assertThat(run("backup", backup)).isTrue();
        Files.write(key, new byte[] {4, 5, 6});
        Files.delete(seatKey);

        assertThat(run("restore", backup)).as(err.toString(UTF_8)).isTrue();

        assertThat(key).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
        assertThat(seatKey).hasBinaryContent(new byte[] {7});
        assertThat(folder.resolve("data/data.db.before-restore.key")).hasBinaryContent(new byte[] {4, 5, 6});
        try (Connection server = connect(dataFile)) {
            assertThat(Snapshot.ask(server, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'backup%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void restoresWhereThereIsNothingButALogOfAFormerFile() throws Exception {
        Path backup = folder.resolve("copy.db");
        assertThat(run("backup", backup)).isTrue();
        Files.delete(dataFile);
        Files.writeString(folder.resolve("data/data.db-wal"), "of another life");

        assertThat(run("restore", backup)).as(err.toString(UTF_8)).isTrue();

        assertThat(notes(dataFile)).isZero();
    }

    @Test
    void restoresOverADamagedFile() throws Exception {
        Path backup = folder.resolve("copy.db");
        assertThat(run("backup", backup)).isTrue();
        damage(dataFile);

        assertThat(run("restore", backup)).as(err.toString(UTF_8)).isTrue();

        assertThat(notes(dataFile)).isZero();
    }

    @Test
    void refusesToRestoreUnderARunningServer() throws Exception {
        Path backup = folder.resolve("copy.db");
        assertThat(run("backup", backup)).isTrue();
        try (Connection server = connect(dataFile)) {
            insert(server, "still here");

            assertThat(run("restore", backup)).isFalse();

            assertThat(err.toString(UTF_8)).contains("A running server has", "scale to 0");
            insert(server, "and goes on");
        }
        assertThat(notes(dataFile)).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoWholeBackup() throws Exception {
        Path foreign = folder.resolve("foreign.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + foreign);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (x)");
        }
        assertThat(run("restore", foreign)).isFalse();
        assertThat(err.toString(UTF_8)).contains("not one of this service");

        Path damaged = folder.resolve("damaged.db");
        assertThat(run("backup", damaged)).isTrue();
        damage(damaged);
        assertThat(run("restore", damaged)).isFalse();

        assertThat(run("restore", folder.resolve("nowhere.db"))).isFalse();
        assertThat(err.toString(UTF_8)).contains("There is no file at");
        assertThat(notes(dataFile)).isZero();
    }

    private boolean run(String command, Path file, String... more) throws Exception {
        err.reset();
        Bootstrap<Configuration> bootstrap = new Bootstrap<>(new Application<>() {
            @Override
            public void run(Configuration configuration, Environment environment) {}
        });
        PrintStream stdout = new PrintStream(out, true, UTF_8);
        bootstrap.addCommand(new BackupCommand<>(Configuration.class, c -> dataFile, stdout));
        bootstrap.addCommand(new RestoreCommand<>(Configuration.class, c -> dataFile, stdout));
        String[] arguments = Stream.concat(Stream.of(command, file.toString()), Stream.of(more))
                .toArray(String[]::new);
        return new Cli(new JarLocation(getClass()), bootstrap, stdout, new PrintStream(err, true, UTF_8))
                .run(arguments)
                .isEmpty();
    }

    private static void createDatabase(Path file) throws Exception {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            Migrations.migrate(connection, new SqliteDialect());
            statement.execute("PRAGMA application_id = 1128813908");
            statement.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000");
    }

    private static void insert(Connection connection, String... texts) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("INSERT INTO notes (text) VALUES (?)")) {
            for (String text : texts) {
                statement.setString(1, text);
                statement.executeUpdate();
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static int notes(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM notes")) {
            return rows.getInt(1);
        }
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 2048, bytes.length, (byte) 7);
        Files.write(file, bytes);
    }
}
