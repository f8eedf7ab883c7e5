package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationStoreContract;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.conversation.TickingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoredIn.class)
class JdbiConversationStoreTest extends ConversationStoreContract {
    @Parameter
    private StoredIn storedIn = StoredIn.SQLITE;

    @TempDir
    private Path folder;

    private final TickingClock clock = new TickingClock();
    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(storedIn.at(folder.resolve("deep/er/data.db")), clock);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
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
    void aClockThatIsSetBackMakesNoEventEarlierThanTheOneBefore() {
        long id = create();
        store().append(message(id, "alpha", "one", Finality.NONE, null)).join();
        clock.advance(-Duration.ofHours(2).toMillis());
        store().append(message(id, "alpha", "two", Finality.TURN, null)).join();
        store().append(message(id, "beta", "three", Finality.TURN, null)).join();
        assertThat(all(id)).extracting(Event::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(all(id)).extracting(Event::ts).isSorted();
        assertThat(all(id)).extracting(Event::agentId).endsWith("alpha", "alpha", "beta");
    }

    @Test
    void versionIsAnotherOneWhenAWriteIsAnsweredOnlyWhereNobodyElseWrites() {
        OptionalLong before = store().version();
        assertThat(before.isPresent()).isEqualTo(storedIn == StoredIn.SQLITE);
        if (before.isPresent()) {
            long id = create();
            OptionalLong created = store().version();
            assertThat(created).isNotEqualTo(before);
            OptionalLong answered = store().append(message(id, "alpha", "one", Finality.TURN, null))
                    .thenApply(receipt -> store().version())
                    .join();
            assertThat(answered).isNotEqualTo(created);
        }
    }

    @Test
    void headsAreTheSameAfterARestart() throws Exception {
        long id = create();
        store().append(message(id, "alpha", "one", Finality.TURN, null)).join();
        store().append(message(id, "beta", "two", Finality.NONE, null)).join();
        Head before = store().head(id).orElseThrow();
        reopen();
        assertThat(store().head(id)).hasValue(before);
        assertThat(store().append(message(id, "beta", "three", Finality.TURN, null))
                        .join()
                        .at()
                        .event())
                .isEqualTo(2);
        assertThat(create()).isGreaterThan(id);
    }

    @Test
    void repeatsAreRecognisedAfterARestart() throws Exception {
        long id = create();
        Receipt first =
                store().append(message(id, "alpha", "one", Finality.TURN, "r")).join();
        reopen();
        assertThat(store().append(message(id, "alpha", "one", Finality.TURN, "r"))
                        .join())
                .isEqualTo(first);
    }

    @Test
    void waitingAppendsAreCommittedTogetherAndEachIsAnswered() {
        long id = create();
        List<CompletableFuture<Receipt>> appends = IntStream.range(0, 500)
                .mapToObj(i -> store().append(message(id, "alpha", "m" + i, Finality.NONE, null)))
                .toList();
        appends.forEach(CompletableFuture::join);
        List<Event> events = store().events(EventQuery.all(id, 0, 1000));
        assertThat(events)
                .extracting(Event::seq)
                .isEqualTo(IntStream.rangeClosed(1, 501).mapToObj(Long::valueOf).toList());
    }

    @Test
    void repeatsAmongMuchThatWaitsAreRecognised() {
        long id = create();
        List<Receipt> first = IntStream.range(0, 40)
                .mapToObj(i -> store().append(message(id, "alpha", "m" + i, Finality.NONE, "r" + i))
                        .join())
                .toList();
        List<CompletableFuture<Receipt>> mixed = IntStream.range(0, 120)
                .mapToObj(i -> store().append(message(id, "alpha", "m" + i % 60, Finality.NONE, "r" + i % 60)))
                .toList();
        for (int i = 0; i < 120; i++) {
            assertThat(mixed.get(i).join())
                    .isEqualTo(
                            i % 60 < 40 ? first.get(i % 60) : mixed.get(i % 60).join());
        }
        assertThat(store().events(EventQuery.all(id, 0, 1000))).hasSize(61);
    }

    @Test
    void refusesOnceTheStoreHasStopped() throws Exception {
        long id = create();
        fixture.database.stop();
        assertThatThrownBy(() -> store().append(message(id, "alpha", "x", Finality.NONE, null))
                        .join())
                .cause()
                .isInstanceOfSatisfying(
                        ConversationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void aFailingStatementCostsOnlyItsOwnRequest() {
        long id = create();
        GroupCommitWriter writer = fixture.database.writer();
        CompletableFuture<Integer> broken =
                writer.run(handle -> handle.execute("INSERT INTO no_such_table VALUES (1)"));
        CompletableFuture<Receipt> good = store().append(message(id, "alpha", "x", Finality.NONE, null));
        assertThat(good.join().at().seq()).isEqualTo(2);
        assertThatThrownBy(broken::join).hasMessageContaining("no_such_table");
    }
}
