package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TickingClock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reads answer while the data file of a running server is moved, replaced or damaged. */
class FileUnderTheServerTest {
    @TempDir
    private Path folder;

    private StoreFixture fixture;
    private JdbiScenarioStore scenarios;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(file(), new TickingClock());
        scenarios = new JdbiScenarioStore(fixture.database);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private Path file() {
        return folder.resolve("data.db");
    }

    private long create(int characters) {
        String meta = "{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"description\":\"" + "x".repeat(characters) + "\"}";
        return fixture.conversations
                .create(new NewConversation(new RawJson(meta), new Setup(List.of("a", "b"), null, 40, null, null)))
                .join()
                .conversation();
    }

    /** One read through every store. */
    private Map<String, ThrowingCallable> reads() {
        return Map.of(
                "head", () -> fixture.conversations.head(1),
                "conversation", () -> fixture.conversations.conversation(1),
                "conversations",
                        () -> fixture.conversations.conversations(
                                new ConversationQuery(ConversationQuery.Filter.ALL, 10, 0)),
                "events", () -> fixture.conversations.events(EventQuery.all(1, 0, 10)),
                "scenarios", () -> scenarios.ids(),
                "agents", () -> new JdbiAgentRegistry(fixture.database, new TickingClock()).registered(),
                "statistics", () -> new JdbiStatistics(fixture.database).counts(Instant.EPOCH),
                "sql",
                        () -> fixture.database
                                .debugSql()
                                .read("SELECT * FROM conversations", ReadOnlySql.Parameters.NONE));
    }

    private void assertAllUnavailable() {
        reads().forEach((name, read) -> assertThat(catchThrowable(read))
                .as(name)
                .isInstanceOfSatisfying(
                        ConversationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE)));
    }

    /** Reads until the file is in order again; no read may end otherwise than with a value or the one refusal. */
    private void readUntilHealed() {
        List<Throwable> others = new ArrayList<>();
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
            boolean all = true;
            for (ThrowingCallable read : reads().values()) {
                Throwable failure = catchThrowable(read);
                all &= failure == null;
                if (failure != null
                        && !(failure instanceof ConversationException e && e.code() == ErrorCode.STORE_UNAVAILABLE)) {
                    others.add(failure);
                }
            }
            return all
                    && Files.exists(file())
                    && fixture.database.healthy()
                    && scenarios.ids().isEmpty();
        });
        assertThat(others).isEmpty();
    }

    private void wipe() throws Exception {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(folder.resolve("data.db" + suffix));
        }
    }

    @Test
    void aWipedFileRefusesReadsUntilThereIsAnother() throws Exception {
        create(1);
        wipe();
        readUntilHealed();
        assertThat(fixture.conversations.head(1)).isEmpty();
    }

    @Test
    void whileAFileIsBeingPreparedReadsAreRefused() throws Exception {
        create(1);
        CountDownLatch preparing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        fixture.database.instrument(connection -> {
            preparing.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return connection;
        });
        wipe();
        assertThat(preparing.await(20, TimeUnit.SECONDS)).isTrue();
        try {
            assertAllUnavailable();
        } finally {
            go.countDown();
        }
        readUntilHealed();
    }

    @Test
    void aFileThatWasEmptiedInPlaceIsPreparedAfresh() throws Exception {
        create(1);
        // Else everything is still in the log.
        close();
        open();
        try (RandomAccessFile content = new RandomAccessFile(file().toFile(), "rw")) {
            content.setLength(0);
        }
        Awaitility.await().ignoreExceptions().until(() -> create(1) == 1);
        readUntilHealed();
    }

    @Test
    void aFileThatWasCutOffRefusesWhatItCannotRead() throws Exception {
        for (int i = 0; i < 50; i++) {
            create(50_000);
        }
        close();
        open();
        long size = Files.size(file());
        try (RandomAccessFile content = new RandomAccessFile(file().toFile(), "rw")) {
            content.setLength(size / 2);
        }
        Throwable failure = catchThrowable(() -> {
            for (int i = 1; i <= 50; i++) {
                fixture.conversations.conversation(i);
            }
        });
        assertThat(failure).isInstanceOfSatisfying(ConversationException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void damagedPagesAreRefusedAsDamagedAndNotForLater() throws Exception {
        for (int i = 0; i < 50; i++) {
            create(50_000);
        }
        close();
        open();
        byte[] garbage = new byte[(int) Files.size(file()) / 2];
        Arrays.fill(garbage, (byte) 0xFF);
        try (RandomAccessFile content = new RandomAccessFile(file().toFile(), "rw")) {
            content.seek(content.length() - garbage.length);
            content.write(garbage);
        }
        Throwable failure = catchThrowable(() -> {
            for (int i = 1; i <= 50; i++) {
                fixture.conversations.conversation(i);
            }
        });
        assertThat(failure).isInstanceOfSatisfying(ConversationException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_DAMAGED);
            assertThat(e.sentence()).contains("is damaged", "restore a backup");
        });
    }

    @Test
    void aStoreThatHasStoppedRefuses() throws Exception {
        create(1);
        fixture.database.stop();
        assertAllUnavailable();
    }

    @Test
    void aWrongStatementIsStillAFaultOfOurs() {
        Throwable failure = catchThrowable(
                () -> fixture.database.readers().read(handle -> handle.execute("SELECT * FROM no_such_table")));
        assertThat(failure).isNotInstanceOf(ConversationException.class).hasMessageContaining("no_such_table");
    }
}
