package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationStoreCase;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.db.file.FileWatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores whose data file goes away under them. */
class WipedFileTest extends ConversationStoreCase {
    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(file(), new TickingClock());
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private Path file() {
        return folder.resolve("deep/er/data.db");
    }

    @Override
    protected ConversationStore store() {
        return fixture.conversations;
    }

    private void reopen() throws Exception {
        fixture.close();
        open();
    }

    @Test
    void goesOnWithAFreshFileWhenTheDataIsWiped() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        AtomicInteger ready = new AtomicInteger();
        store().onLoss(new ConversationStore.LossListener() {
            @Override
            public void storeLost() {
                lost.incrementAndGet();
            }

            @Override
            public void storeReady() {
                ready.incrementAndGet();
            }
        });
        long id = create();
        wipe();
        assertThatThrownBy(() -> store().append(message(id, "alpha", "x", Finality.NONE, null))
                        .join())
                .cause()
                .isInstanceOfSatisfying(
                        ConversationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        Awaitility.await().until(() -> lost.get() == 1 && ready.get() == 1);
        assertThat(store().head(id)).isEmpty();
        long fresh = create();
        assertThat(fresh).isEqualTo(1);
        store().append(message(fresh, "alpha", "x", Finality.NONE, null)).join();
        reopen();
        assertThat(store().events(EventQuery.all(fresh, 0, 10))).hasSize(2);
    }

    @Test
    void noticesAWipeWithoutBeingAsked() throws Exception {
        create();
        wipe();
        Awaitility.await().until(() -> Files.exists(file()) && fixture.database.healthy());
        assertThat(store().conversation(1)).isEmpty();
    }

    @Test
    void noticesAFileThatWasReplacedByAnother() throws Exception {
        long id = create();
        store().append(message(id, "alpha", "x", Finality.NONE, null)).join();
        Path other = folder.resolve("other.db");
        new StoreFixture(other, new TickingClock()).close();
        Files.delete(FileWatch.log(file()));
        Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);
        // The look while idle, or one of these, notices; what comes after that goes into the other file.
        Awaitility.await().ignoreExceptions().until(() -> create() == 1);
        assertThat(store().events(EventQuery.all(id, 0, 10))).hasSize(1);
    }

    private void wipe() throws Exception {
        Files.delete(file());
        Files.deleteIfExists(FileWatch.log(file()));
        Files.deleteIfExists(file().resolveSibling("data.db-shm"));
    }
}
