package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.runtime.concurrent.Futures;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;

/** What happens to appends when the disk, the file or another program makes a statement of their batch fail. */
class StorageFaultsTest {
    private static final int APPENDS = 3;

    @TempDir
    private Path folder;

    private final FaultyConnection faults = new FaultyConnection();
    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(folder.resolve("data.db"), new TickingClock(), faults::wrap);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest(name = "{0}, after it was done: {1}")
    @CsvSource({
        "SQLITE_FULL, false", "SQLITE_IOERR, false", "SQLITE_BUSY, false", "SQLITE_CORRUPT, false",
        "SQLITE_FULL, true", "SQLITE_IOERR, true", "SQLITE_CONSTRAINT, false", "SQLITE_IOERR_FSYNC, true"
    })
    void keepsAcknowledgedEventsOnceUnderAnyFailure(SQLiteErrorCode code, boolean afterwards) throws Exception {
        int refused = 0;
        boolean reached = true;
        for (int execution = 1; reached; execution++) {
            long conversation = create();
            Map<String, CompletableFuture<Receipt>> first = appendTogether(conversation, execution, code, afterwards);
            first.values().forEach(StorageFaultsTest::ended);
            reached = !faults.unused();
            List<String> again = first.entrySet().stream()
                    .filter(append -> append.getValue().isCompletedExceptionally())
                    .map(Map.Entry::getKey)
                    .toList();
            refused += again.size();
            for (String text : again) {
                // The next write opens the file afresh, without a restart of the server.
                append(conversation, text).join();
            }
            Awaitility.await().until(fixture.database::healthy);
            assertThat(texts(conversation))
                    .as("execution " + execution)
                    .containsExactlyInAnyOrderElementsOf(first.keySet());
        }
        assertThat(refused).isPositive();
        long last = create();
        close();
        open();
        assertThat(fixture.conversations.head(last)).isPresent();
    }

    /** Appends that are in one batch for certain, since the writer is held back until all of them wait. */
    private Map<String, CompletableFuture<Receipt>> appendTogether(
            long conversation, int execution, SQLiteErrorCode code, boolean afterwards) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Boolean> holding = fixture.database.writer().run(handle -> {
            held.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
        held.await();
        Map<String, CompletableFuture<Receipt>> appends = new LinkedHashMap<>();
        for (int i = 0; i < APPENDS; i++) {
            String text = "m" + execution + "." + i;
            appends.put(text, append(conversation, text));
        }
        faults.fail(execution, code, afterwards);
        release.countDown();
        ended(holding);
        return appends;
    }

    private static void ended(CompletableFuture<?> append) {
        try {
            append.join();
        } catch (CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(ConversationException.class, refusal -> assertThat(refusal.code())
                            .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        }
    }

    private long create() {
        Setup setup = new Setup(List.of("alpha", "beta"), null, 40, null, null);
        RawJson meta = new RawJson("{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]}");
        return Futures.join(fixture.conversations.create(new NewConversation(meta, setup)))
                .conversation();
    }

    private CompletableFuture<Receipt> append(long conversation, String text) {
        AppendRequest.Sender sender = new AppendRequest.Sender(conversation, "alpha", null, text);
        Attachment.Document document = new Attachment.Document(
                "att_" + conversation + text, text, text, "text/plain", new Attachment.Content("x", false), null);
        return fixture.conversations.append(new AppendRequest.Send(
                sender,
                new Entry.Message(new RawJson("{\"text\":\"" + text + "\"}"), Finality.NONE),
                List.of(document)));
    }

    private List<String> texts(long conversation) {
        List<String> texts = new ArrayList<>();
        for (Event event : fixture.conversations.events(EventQuery.all(conversation, 1, 100))) {
            texts.add(event.entry().payload().text().replaceAll(".*:\"|\"}", ""));
        }
        return texts;
    }
}
