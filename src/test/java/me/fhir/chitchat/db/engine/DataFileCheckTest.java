package me.fhir.chitchat.db.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dropwizard.core.setup.Environment;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.db.Database;
import me.fhir.chitchat.db.StoreFixture;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places where there can be no data file: each is refused in one sentence, and nothing there is touched. */
class DataFileCheckTest {
    @TempDir
    private Path folder;

    private static void open(Path file) throws Exception {
        open(file, UnaryOperator.identity());
    }

    private static void open(Path file, UnaryOperator<Connection> instrument) throws Exception {
        Database database = new Database(
                new StorageConfiguration(file.toString(), null),
                ConversationLimits.DEFAULT,
                new TickingClock(),
                new Environment("test"));
        database.instrument(instrument);
        try {
            database.open();
        } finally {
            database.stop();
        }
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("DB_PATH (storage.path)", file.toString(), why)
                .message()
                .doesNotContain("\n", "Exception");
    }

    @Test
    void aNewFileAndItsFolderAreTheirOwnersAlone() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = folder.resolve("new/data.db");
        open(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsThereKeepsItsPermissions() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = Files.createFile(folder.resolve("data.db"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        open(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void aFolder() {
        assertRefused(folder, "is a folder");
    }

    @Test
    void aPlaceBelowAFile() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "x");
        assertRefused(text.resolve("data.db"), "not a folder");
    }

    @Test
    void aTextFile() throws Exception {
        Path text = Files.writeString(folder.resolve("data.db"), "version 1, a pointer to a large file\n".repeat(40));
        assertRefused(text, "is not an SQLite database");
        assertThat(text).hasContent("version 1, a pointer to a large file\n".repeat(40));
    }

    @Test
    void aFileThatEndsInItsHeader() throws Exception {
        Path file = folder.resolve("data.db");
        Files.write(file, "SQLite format 3\0....".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertRefused(file, "ends within its header");
    }

    @Test
    void aFileThatWasCutOff() throws Exception {
        Path file = folder.resolve("data.db");
        new StoreFixture(file, new TickingClock()).close();
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(content.length() / 2 + 100);
        }
        assertRefused(file, "cut off");
    }

    @Test
    void aFileWithNonsenseInItsPages() throws Exception {
        Path file = folder.resolve("data.db");
        new StoreFixture(file, new TickingClock()).close();
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(100);
            content.write(new byte[4000]);
        }
        assertRefused(file, "is damaged");
    }

    @Test
    void theDatabaseOfAnotherProgramWhichStaysAsItIs() throws Exception {
        Path file = folder.resolve("data.db");
        for (String mode : List.of("DELETE", "WAL")) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?journal_mode=" + mode);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("CREATE TABLE IF NOT EXISTS moz_places (id INTEGER PRIMARY KEY, url TEXT)");
            }
            byte[] before = Files.readAllBytes(file);
            assertRefused(file, "is the database of another program");
            assertThat(file).hasBinaryContent(before);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        }
    }

    @Test
    void aFileThatAnotherServerHasOpen() throws Exception {
        Path file = folder.resolve("data.db");
        StoreFixture running = new StoreFixture(file, new TickingClock());
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("Another server", file.toString(), "DB_PATH");
        running.close();
        open(file);
    }

    /** SQLite finds the volume full at so many pages. */
    private static Connection full(Connection connection, int pages) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6, 10, 20})
    void aVolumeThatBecomesFullWhileTheSchemaIsMadeAndHasRoomAtTheNextStart(int pages) throws Exception {
        Path file = folder.resolve("data.db");
        assertThatThrownBy(() -> open(file, connection -> full(connection, pages)))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("DB_PATH (storage.path)", file.toString(), "full volume", "make room")
                .message()
                .doesNotContain("damaged", "Exception");
        open(file);
        assertThat(Files.size(file)).isGreaterThan(pages * 4096L);
    }

    @Test
    void aFileThatAnotherProgramHasLocked() throws Exception {
        Path file = folder.resolve("data.db");
        new StoreFixture(file, new TickingClock()).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");
            assertRefused(file, "is in use by another program");
        }
        open(file);
    }

    @Test
    void anEmptyFileIsNoObstacle() throws Exception {
        Path file = Files.createFile(folder.resolve("data.db"));
        open(file);
        assertThat(Files.size(file)).isPositive();
    }
}
