package me.fhir.chitchat.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How every store of conversations appends, reads back and delivers commits. */
public abstract class ConversationStoreContract extends ConversationStoreCase {
    private static AppendRequest withDocument(long conversation, String id, String docId) {
        Attachment.Document document = new Attachment.Document(
                id, docId, "a.txt", "text/plain", new Attachment.Content("héllo \u0000 ✓", false), null);
        return new AppendRequest.Send(
                new AppendRequest.Sender(conversation, "alpha", null, null),
                new Entry.Message(new RawJson("{\"text\":\"see\"}"), Finality.NONE),
                List.of(document));
    }

    private static void assertRefused(CompletableFuture<Receipt> append, ErrorCode code) {
        assertThatThrownBy(append::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ConversationException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void createdConversationHasItsMetaAndOneEvent() {
        long id = create();
        assertThat(store().conversation(id)).hasValueSatisfying(listed -> {
            assertThat(listed.metadata().text()).contains("\"n\":1.50");
            assertThat(listed.completed()).isFalse();
        });
        assertThat(all(id)).singleElement().satisfies(event -> {
            assertThat(event.at()).isEqualTo(new Position(0, 1, 1));
            assertThat(event.entry().payload().text()).startsWith("{\"kind\":\"meta_created\",\"metadata\":{");
        });
        assertThat(create()).isGreaterThan(id);
    }

    @Test
    void appendsAreReadBackAsTheyWereAnswered() {
        long id = create();
        Receipt receipt =
                store().append(message(id, "alpha", "hi", Finality.TURN, null)).join();
        assertThat(receipt.at()).isEqualTo(new Position(1, 1, 2));
        Event event = all(id).get(1);
        assertThat(Receipt.of(event)).isEqualTo(receipt);
        assertThat(event.entry().payload().text()).isEqualTo("{\"text\":\"hi\"}");
        assertThat(store().head(id).orElseThrow().lastClosedSeq()).isEqualTo(2);
    }

    @Test
    void unknownConversationsAreNotFoundAndNotCreated() {
        assertRefused(store().append(message(99_999, "alpha", "x", Finality.NONE, null)), ErrorCode.NOT_FOUND);
        assertThat(store().head(99_999)).isEmpty();
        assertThat(store().conversation(99_999)).isEmpty();
        assertThat(all(99_999)).isEmpty();
    }

    @Test
    void refusedAppendsLeaveNothingAndBurnNoSeq() {
        long id = create();
        assertRefused(store().append(message(id, "gamma", "x", Finality.NONE, "r")), ErrorCode.INVALID_PARAMS);
        assertThat(store().append(message(id, "alpha", "x", Finality.NONE, "r"))
                        .join()
                        .at()
                        .seq())
                .isEqualTo(2);
    }

    @Test
    void aRepeatGetsTheFirstReceiptEvenAfterTheEnd() {
        long id = create();
        Receipt first =
                store().append(message(id, "alpha", "x", Finality.TURN, "r")).join();
        store().append(message(id, "beta", "bye", Finality.CONVERSATION, null)).join();
        assertThat(store().append(message(id, "alpha", "other", Finality.NONE, "r"))
                        .join())
                .isEqualTo(first);
        assertRefused(store().append(message(id, "beta", "x", Finality.NONE, "r")), ErrorCode.CONVERSATION_FINALIZED);
        assertThat(all(id)).hasSize(3);
    }

    @Test
    void repeatsThatAreUnderWayTogetherAreOneEvent() {
        long id = create();
        List<CompletableFuture<Receipt>> repeats = IntStream.range(0, 20)
                .mapToObj(i -> store().append(message(id, "alpha", "x", Finality.NONE, "same")))
                .toList();
        assertThat(repeats.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(all(id)).hasSize(2);
    }

    @Test
    void attachmentsAreStoredWithTheirMessageOrNotAtAll() {
        long id = create();
        Receipt receipt =
                store().append(withDocument(id, "att_" + id, "report")).join();
        assertThat(store().attachment("att_" + id)).hasValueSatisfying(attachment -> {
            assertThat(attachment.at()).isEqualTo(receipt.at());
            assertThat(attachment.document().content().text()).isEqualTo("héllo \u0000 ✓");
            assertThat(attachment.createdByAgentId()).isEqualTo("alpha");
        });
        assertThat(store().attachedBytes("att_" + id)).hasValueSatisfying(attached -> {
            assertThat(attached.bytes()).isEqualTo("héllo \u0000 ✓".getBytes(StandardCharsets.UTF_8));
            assertThat(attached.conversation()).isEqualTo(id);
            assertThat(attached.name()).isNotEmpty();
        });
        assertThat(store().attachedBytes("none")).isEmpty();
        assertThat(store().attachmentByDocId(id, "report")).isPresent();
        assertThat(store().attachmentByDocId(create(), "report")).isEmpty();
        assertRefused(store().append(withDocument(id, "att_" + id, "again")), ErrorCode.INVALID_PARAMS);
        assertThat(store().attachmentByDocId(id, "again")).isEmpty();
        assertThat(all(id)).hasSize(2);
    }

    @Test
    void theNewestDocumentOfANameIsFound() {
        long id = create();
        store().append(withDocument(id, "old_" + id, "report")).join();
        store().append(withDocument(id, "new_" + id, "report")).join();
        assertThat(store().attachmentByDocId(id, "report")
                        .orElseThrow()
                        .document()
                        .id())
                .isEqualTo("new_" + id);
    }

    @Test
    void eventsArePagedAndFiltered() {
        long id = create();
        for (int i = 0; i < 5; i++) {
            store().append(message(id, i % 2 == 0 ? "alpha" : "beta", "m" + i, Finality.TURN, null))
                    .join();
        }
        assertThat(seqs(new EventQuery(id, 2, 2, EventFilter.ALL))).containsExactly(3L, 4L);
        assertThat(seqs(new EventQuery(id, 6, 2, EventFilter.ALL))).isEmpty();
        assertThat(seqs(new EventQuery(id, 0, 0, EventFilter.ALL))).isEmpty();
        EventFilter beta = new EventFilter(Set.of("message"), Set.of("beta"));
        assertThat(seqs(new EventQuery(id, 0, 10, beta))).containsExactly(3L, 5L);
        assertThat(store().lastMessageOfOthers(id, "alpha").orElseThrow().seq()).isEqualTo(5);
        assertThat(store().closedTurns(id, "alpha", 6)).isEqualTo(3);
        assertThat(store().closedTurns(id, "alpha", 5)).isEqualTo(2);
    }

    /** A page of very long events may end early: whoever reads on must not take it for the end. */
    @Test
    void longEventsAreReadToTheEnd() {
        long id = create();
        String text = "x".repeat(3 * 1024 * 1024);
        for (int i = 0; i < 5; i++) {
            store().append(message(id, "alpha", text + i, Finality.TURN, null)).join();
        }
        List<Long> read = new ArrayList<>();
        long last =
                EventPages.read(1, seq -> store().events(EventQuery.all(id, seq, 10)), event -> read.add(event.seq()));
        assertThat(read).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(last).isEqualTo(6);
    }

    private List<Long> seqs(EventQuery query) {
        return store().events(query).stream().map(Event::seq).toList();
    }

    @Test
    void aNoteStandsInLaneZeroOnceAndLeavesTheTurnAlone() {
        long id = create();
        store().append(message(id, "alpha", "one", Finality.NONE, null)).join();
        AppendRequest note = new AppendRequest.Note(id, new Entry.SystemNote(new RawJson("{\"kind\":\"note\"}")), "k");
        Receipt receipt = store().append(note).join();
        assertThat(receipt.at()).isEqualTo(new Position(0, 2, 3));
        assertThat(store().append(note).join()).isEqualTo(receipt);
        Head head = store().head(id).orElseThrow();
        assertThat(head.turn().owner()).isEqualTo("alpha");
        assertThat(head.log().lastSeq()).isEqualTo(3);
        store().append(message(id, "alpha", "bye", Finality.CONVERSATION, null)).join();
        AppendRequest late = new AppendRequest.Note(id, new Entry.SystemNote(new RawJson("{}")), "late");
        assertThatThrownBy(() -> store().append(late).join()).hasMessageContaining("has ended");
    }

    /** Keeps the commits that it accepts. */
    private record Told(Predicate<Commit> wanted, List<Commit> commits) implements ConversationStore.CommitListener {
        Told(Predicate<Commit> wanted) {
            this(wanted, Collections.synchronizedList(new ArrayList<>()));
        }

        @Override
        public boolean accepts(Commit commit) {
            return wanted.test(commit);
        }

        @Override
        public void committed(Commit commit) {
            commits.add(commit);
        }
    }

    @Test
    void commitsAreDeliveredToListenersThatAcceptThem() {
        Told creations = new Told(Commit::creation);
        Told all = new Told(commit -> true);
        store().onCommitted(creations);
        store().onCommitted(all);
        long id = create();
        store().append(message(id, "alpha", "x", Finality.NONE, null)).join();
        Awaitility.await().until(() -> all.commits().size() == 2);
        assertThat(creations.commits()).singleElement().matches(Commit::creation);
    }

    @Test
    void eachCallerKeepsItsOwnOrder() {
        long id = create();
        List<CompletableFuture<List<Long>>> callers = IntStream.range(0, 4)
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> IntStream.range(0, 100)
                        .mapToObj(i -> store().append(message(id, "alpha", "m", Finality.NONE, null)))
                        .toList()
                        .stream()
                        .map(append -> append.join().at().seq())
                        .toList()))
                .toList();
        List<Long> seqs = new ArrayList<>();
        for (CompletableFuture<List<Long>> caller : callers) {
            assertThat(caller.join()).isSorted();
            seqs.addAll(caller.join());
        }
        assertThat(seqs)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, 401).boxed().toList());
        assertThat(all(id)).hasSize(401);
    }

    @Test
    void everyCommitIsDeliveredInOrder() {
        Told told = new Told(commit -> true);
        store().onCommitted(told);
        List<Commit> commits = told.commits();
        long id = create();
        List<CompletableFuture<Receipt>> appends = IntStream.range(0, 200)
                .mapToObj(i -> store().append(message(id, "alpha", "m" + i, Finality.NONE, null)))
                .toList();
        appends.forEach(CompletableFuture::join);
        Awaitility.await().untilAsserted(() -> {
            List<Long> seqs = List.copyOf(commits).stream()
                    .filter(commit -> commit.after().conversation() == id)
                    .flatMap(commit -> commit.events().stream())
                    .map(Event::seq)
                    .toList();
            assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, 201).boxed().toList());
        });
    }

    @Test
    void manyWritersOfOneTurnAreDecidedOneAfterTheOther() {
        long id = create();
        List<CompletableFuture<Receipt>> closers = IntStream.range(0, 50)
                .mapToObj(i -> store().append(new AppendRequest.Send(
                        new AppendRequest.Sender(id, "alpha", 1, null),
                        new Entry.Message(new RawJson("{\"text\":\"x\"}"), Finality.TURN),
                        List.of())))
                .toList();
        long accepted = closers.stream()
                .filter(append ->
                        append.handle((receipt, failure) -> failure == null).join())
                .count();
        assertThat(accepted).isEqualTo(1);
        assertThat(all(id)).hasSize(2);
    }

    @Test
    void appendsNothingThatThePermitRefuses() {
        long id = store().create(conversation("a", "b")).join().conversation();
        AppendRequest note = new AppendRequest.Note(id, new Entry.SystemNote(new RawJson("{\"kind\":\"note\"}")), "k");
        AppendPermit nobody = head -> {
            throw new ConversationException(ErrorCode.NOT_ALLOWED, "Nobody may.");
        };
        assertRefused(store().append(note, nobody), ErrorCode.NOT_ALLOWED);
        assertThat(store().events(EventQuery.all(id, 0, 10))).hasSize(1);
        store().append(note, AppendPermit.ANY).join();
        // A repeat is refused as well: it would reveal that the first one was accepted.
        assertRefused(store().append(note, nobody), ErrorCode.NOT_ALLOWED);
        assertThat(store().events(EventQuery.all(id, 0, 10))).hasSize(2);
    }
}
