package me.fhir.chitchat.db.predecessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.db.Database;
import me.fhir.chitchat.db.JdbiScenarioStore;
import me.fhir.chitchat.db.StoreFixture;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.runtime.settings.SettingException;
import me.fhir.chitchat.scenario.ScenarioItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data file of the TypeScript server that came before. */
class PredecessorUpgradeTest {
    /** The same that the image's tests begin with: the tables, then their rows. */
    private static final String SCRIPT = script();

    private static final String SCHEMA = SCRIPT.substring(0, SCRIPT.indexOf("INSERT"));
    private static final String CONTENT = SCRIPT.substring(SCHEMA.length());

    @TempDir
    private Path folder;

    private static String script() {
        try {
            return Files.readString(Path.of("src/test/image/predecessor.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return folder.resolve("data.db");
    }

    private void predecessor(String... scripts) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            for (String script : scripts) {
                statement.executeUpdate(script);
            }
        }
    }

    private StoreFixture start() throws Exception {
        return new StoreFixture(file(), new TickingClock());
    }

    @Test
    void upgradedFileIsReadableByItsOwnerOnly() throws Exception {
        predecessor(SCHEMA, CONTENT);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        StoreFixture store = start();
        try {
            for (String name : List.of("data.db", "data.db-wal", "data.db-shm", "data.db.lock")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        } finally {
            store.close();
        }
    }

    @Test
    void everythingComesOver() throws Exception {
        predecessor(SCHEMA, CONTENT);
        StoreFixture store = start();
        try {
            Head first = store.conversations.head(3).orElseThrow();
            assertThat(first.completed()).isTrue();
            assertThat(first.setup().agentIds()).containsExactly("a", "b");
            assertThat(first.setup().scenarioId()).isEqualTo("s1");
            assertThat(first.log().createdAt()).isEqualTo(Instant.parse("2025-08-01T10:00:00Z"));
            List<Event> events = store.conversations.events(EventQuery.all(3, 0, 100));
            assertThat(events).extracting(Event::seq).containsExactly(1L, 2L, 3L, 4L);
            assertThat(events)
                    .extracting(event -> event.at().turn() + "." + event.at().event())
                    .containsExactly("0.1", "1.1", "1.2", "2.1");
            assertThat(events.get(0).entry().payload().text()).contains("\"n\":1.0", "First");
            Attachment attachment = store.conversations.attachment("att_1").orElseThrow();
            assertThat(attachment.document().content().text()).isEqualTo("inside");
            assertThat(attachment.at().seq()).isEqualTo(3);
        } finally {
            store.close();
        }
    }

    @Test
    void scenariosKeepTheirIdsTextAndTimes() throws Exception {
        predecessor(SCHEMA, CONTENT);
        start().close();
        ScenarioItem item = JdbiScenarioStore.stored(file(), "s1").orElseThrow();
        assertThat(item.config().text()).isEqualTo("{\"metadata\":{\"id\":\"s1\"},\"n\":1.0}");
        assertThat(item.createdAt()).isEqualTo(Instant.parse("2025-08-01T10:00:00Z"));
        assertThat(item.modifiedAt()).isEqualTo(Instant.parse("2025-08-02T10:00:00.500Z"));
    }

    @Test
    void conversationsGoOnAndRepeatsAreRecognised() throws Exception {
        predecessor(SCHEMA, CONTENT);
        StoreFixture store = start();
        try {
            Receipt repeated =
                    store.conversations.append(message(7, "a", "req")).join();
            assertThat(repeated.at().seq()).isEqualTo(2);
            Receipt next = store.conversations.append(message(7, "b", "other")).join();
            assertThat(next.at().turn()).isEqualTo(2);
        } finally {
            store.close();
        }
    }

    private static AppendRequest message(long conversation, String agentId, String requestId) {
        return new AppendRequest.Send(
                new AppendRequest.Sender(conversation, agentId, null, requestId),
                new Entry.Message(new RawJson("{\"text\":\"x\"}"), Finality.TURN),
                List.of());
    }

    @Test
    void theOriginalStaysBesideAndTheFileIsTakenOverOnce() throws Exception {
        predecessor(SCHEMA, CONTENT);
        byte[] original = Files.readAllBytes(file());
        start().close();
        start().close();
        assertThat(folder.resolve("data.db.v3")).hasBinaryContent(original);
        assertThat(folder.resolve("data.db.2.v3")).doesNotExist();
        assertThat(folder.resolve("data.db.importing")).doesNotExist();
    }

    @Test
    void aConversationWithoutMetaGetsTheAgentsThatSpokeInIt() throws Exception {
        predecessor(SCHEMA, """
                INSERT INTO conversations (title, created_at, updated_at) VALUES ('Old talk', '2025-08-01T10:00:00.000Z', '');
                INSERT INTO conversation_events VALUES (1, 1, 1, 'message', 'no json', 'none', 'never', 'x', 1);
                """);
        StoreFixture store = start();
        try {
            assertThat(store.conversations
                            .conversation(1)
                            .orElseThrow()
                            .metadata()
                            .text())
                    .contains("Old talk", "\"id\":\"x\"");
            assertThat(store.conversations.head(1).orElseThrow().turn().owner()).isEqualTo("x");
        } finally {
            store.close();
        }
    }

    @Test
    void eventsWithoutTheirConversationMakeOneAndAScenarioThatIsNoObjectStaysOut() throws Exception {
        predecessor(SCHEMA, CONTENT, """
                INSERT INTO conversation_events VALUES (88, 1, 1, 'message', '{"text":"left"}', 'turn',
                    '2025-08-01T12:00:00.000Z', 'x', 99);
                INSERT INTO scenarios VALUES ('s2', 'A list', '[]', '[]', '', '');
                """);
        StoreFixture store = start();
        try {
            Head head = store.conversations.head(88).orElseThrow();
            assertThat(head.setup().agentIds()).containsExactly("x");
            assertThat(head.log().createdAt()).isEqualTo(Instant.parse("2025-08-01T12:00:00Z"));
            assertThat(JdbiScenarioStore.stored(file(), "s1")).isPresent();
            assertThat(JdbiScenarioStore.stored(file(), "s2")).isEmpty();
        } finally {
            store.close();
        }
    }

    @Test
    void bytesComeOverAsBase64AndTextStoredAsBytesAsText() throws Exception {
        predecessor(SCHEMA, CONTENT, """
                INSERT INTO attachments VALUES ('att_png', 3, 1, 2, NULL, 'p.png', 'image/png', x'89504e470d0a1aff00',
                    NULL, 'a', '2025-08-01T10:02:00.000Z');
                INSERT INTO attachments VALUES ('att_text', 3, 1, 2, NULL, 't.txt', 'text/plain', x'68c3a9',
                    NULL, 'a', '2025-08-01T10:02:00.000Z');
                """);
        StoreFixture store = start();
        try {
            assertThat(store.conversations
                            .attachment("att_png")
                            .orElseThrow()
                            .document()
                            .content())
                    .isEqualTo(new Attachment.Content("iVBORw0KGv8A", true));
            assertThat(store.conversations
                            .attachment("att_text")
                            .orElseThrow()
                            .document()
                            .content())
                    .isEqualTo(new Attachment.Content("h\u00e9", false));
        } finally {
            store.close();
        }
    }

    @Test
    void tablesMayBeMissing() throws Exception {
        predecessor("""
                CREATE TABLE conversations (conversation INTEGER PRIMARY KEY, meta_json TEXT, created_at INTEGER);
                INSERT INTO conversations VALUES (5, NULL, 1754042400);
                CREATE TABLE DATABASECHANGELOG (id TEXT);
                """);
        StoreFixture store = start();
        try {
            assertThat(store.conversations.head(5).orElseThrow().log().createdAt())
                    .isEqualTo(Instant.parse("2025-08-01T10:00:00Z"));
        } finally {
            store.close();
        }
    }

    @Test
    void importsEventsThatStandOnlyInTheLog() throws Exception {
        Path elsewhere = folder.resolve("elsewhere.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + elsewhere + "?journal_mode=WAL");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(SCHEMA);
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            statement.executeUpdate(CONTENT);
            Files.copy(elsewhere, file());
            Files.copy(folder.resolve("elsewhere.db-wal"), folder.resolve("data.db-wal"));
        }
        start().close();
        assertThat(JdbiScenarioStore.stored(file(), "s1")).isPresent();
    }

    @Test
    void aFailureChangesNothingAndIsReportedInASentence() throws Exception {
        predecessor(
                SCHEMA,
                CONTENT,
                "INSERT INTO conversation_events VALUES (3, 9, 1, 'message', '{}', 'none', 'x', 'a', 99)");
        predecessor(
                "INSERT INTO attachments SELECT id || 'x', 99, 1, 1, NULL, '', '', '', NULL, '', '' FROM attachments");
        Files.createDirectory(folder.resolve("data.db.importing"));
        Files.createFile(folder.resolve("data.db.importing/in-the-way"));
        byte[] original = Files.readAllBytes(file());
        assertThatThrownBy(this::openOnly)
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("DB_PATH", file().toString(), "could not be taken over");
        assertThat(file()).hasBinaryContent(original);
        assertThat(folder.resolve("data.db.v3")).doesNotExist();
    }

    private void openOnly() throws Exception {
        Database database = new Database(
                new StorageConfiguration(file().toString(), null),
                ConversationLimits.DEFAULT,
                new TickingClock(),
                new Environment("test"));
        try {
            database.open();
        } finally {
            database.stop();
        }
    }
}
