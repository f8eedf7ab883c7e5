package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationStoreCase;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.db.engine.PostgresAddress;
import me.fhir.chitchat.db.engine.PostgresEngine;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.db.sql.EscapedText;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is PostgreSQL's own: sessions that end, other writers, text that it cannot hold. */
class PostgresStoreTest extends ConversationStoreCase {
    private StorageConfiguration storage = new StorageConfiguration(null, null);
    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        storage = StoredIn.POSTGRESQL.at(Path.of("postgres-" + System.nanoTime()));
        fixture = new StoreFixture(storage, new TickingClock());
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Override
    protected ConversationStore store() {
        return fixture.conversations;
    }

    private void say(long id, String text) {
        store().append(message(id, "alpha", text, Finality.NONE, null)).join();
    }

    private List<Long> seqs(long id) {
        return store().events(EventQuery.all(id, 0, 1000)).stream()
                .map(Event::seq)
                .toList();
    }

    private void execute(String sql) throws Exception {
        PostgresAddress address = storage.postgres().orElseThrow();
        try (Connection connection = DriverManager.getConnection(address.url(), address.settings());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aSecondServerIsRefusedWithASentenceAndWithoutThePassword() {
        PostgresEngine second = new PostgresEngine(storage.postgres().orElseThrow(), Duration.ofMillis(1), false);
        assertThatThrownBy(second::open)
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("another server works on it")
                .hasMessageNotContaining("postgres:postgres");
    }

    @Test
    void goesOnWhenItsSessionsAreEnded() throws Exception {
        long id = create();
        say(id, "one");
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            say(id, "two");
            return true;
        });
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> !seqs(id).isEmpty());
        List<Long> seqs = seqs(id);
        assertThat(seqs)
                .isEqualTo(LongStream.rangeClosed(1, seqs.size()).boxed().toList())
                .hasSize(3);
    }

    @Test
    void anEventOfAnotherWriterIsNeitherOverwrittenNorRepeated() throws Exception {
        long id = create();
        say(id, "one");
        execute("""
                INSERT INTO conversation_events (conversation_id, seq, turn, event, type, finality, agent_id, ts, payload)
                SELECT conversation_id, 3, turn, 2, type, finality, agent_id, ts, '{"text":"theirs"}'
                FROM conversation_events WHERE conversation_id = %d AND seq = 2;
                UPDATE conversations SET last_seq = 3, turn_events = turn_events + 1 WHERE id = %d
                """.formatted(id, id));
        say(id, "ours");
        assertThat(store().events(EventQuery.all(id, 2, 10)))
                .extracting(event -> event.seq() + event.entry().payload().text())
                .satisfiesExactly(
                        theirs -> assertThat(theirs).startsWith("3").contains("theirs"),
                        ours -> assertThat(ours).startsWith("4").contains("ours"));
    }

    @Test
    void aConversationOfAnotherWriterKeepsItsNumber() throws Exception {
        long id = create();
        execute("""
                INSERT INTO conversations (id, completed, created_at, updated_at, last_seq, system_notes, turn, turn_events,
                    turn_cleared) VALUES (%d, 1, 0, 0, 0, 0, 0, 0, 0)
                """.formatted(id + 1));
        assertThat(create()).isEqualTo(id + 2);
    }

    @Test
    void aCommitWhoseAnswerWasLostIsLookedUp() throws Exception {
        fixture.close();
        LostAnswer answer = new LostAnswer();
        Clock fine = Clock.fixed(Instant.parse("2026-11-24T10:00:00.123456789Z"), ZoneOffset.UTC);
        fixture = new StoreFixture(storage, fine, answer::wrap);
        List<Long> published = new CopyOnWriteArrayList<>();
        store().onCommitted(new ConversationStore.CommitListener() {
            @Override
            public void committed(Commit commit) {
                commit.events().forEach(event -> published.add(event.seq()));
            }

            @Override
            public boolean accepts(Commit commit) {
                return true;
            }
        });
        long id = create();
        answer.arm();
        say(id, "one");
        assertThat(answer.happened()).isTrue();
        say(id, "two");
        assertThat(seqs(id)).containsExactly(1L, 2L, 3L);
        Awaitility.await().untilAsserted(() -> assertThat(published).containsExactly(1L, 2L, 3L));
    }

    @Test
    void doesNotDenyAWriteOfUnknownOutcome() throws Exception {
        fixture.close();
        LostAnswer answer = new LostAnswer();
        fixture = new StoreFixture(storage, new TickingClock(), answer::wrap);
        answer.arm();
        // It writes no event by which it could be looked up.
        assertThatThrownBy(() -> fixture.database
                        .writer()
                        .run(
                                handle -> handle.execute(
                                        "INSERT INTO model_spending (day, conversation, calls, tokens) VALUES ('d', 'c', 1, 1)"))
                        .join())
                .hasMessageContaining("it may be written, or not")
                .hasMessageNotContaining("nothing was written");
        assertThat(answer.happened()).isTrue();
    }

    @Test
    void anOlderSchemaIsBroughtUpToDateThoughAServerDiedInTheMiddleOfThat() throws Exception {
        long id = create();
        fixture.close();
        execute(
                "UPDATE chitchat_schema SET version = 7; UPDATE databasechangeloglock SET locked = TRUE, lockedby = 'x'");
        fixture = new StoreFixture(storage, new TickingClock());
        assertThat(fixture.database.isMigrated()).isTrue();
        assertThat(fixture.database.isNew()).isFalse();
        assertThat(store().head(id)).isPresent();
    }

    @Test
    void textWithNulComesBackAsItWas() {
        String text = "a\0b\u001ac\u001a0";
        assertThat(EscapedText.escaped(text)).doesNotContain("\0");
        assertThat(EscapedText.original(EscapedText.escaped(text))).isEqualTo(text);
        int length = fixture.database
                .writer()
                .run(handle -> handle.createUpdate(
                                "INSERT INTO model_spending (day, conversation, calls, tokens) VALUES ('d', :text, 1, 1)")
                        .bind("text", text)
                        .execute())
                .join();
        assertThat(length).isEqualTo(1);
        String read = fixture.database.readers().read(handle -> handle.createQuery(
                        "SELECT conversation FROM model_spending WHERE conversation = :text")
                .bind("text", text)
                .mapTo(String.class)
                .one());
        assertThat(read).isEqualTo(text);
    }
}
