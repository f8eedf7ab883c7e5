package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationStoreCase;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Receipt;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers on one database, one of which does not hear that its commit was done. */
class SharedLostAnswerTest extends ConversationStoreCase {
    private final LostAnswer answer = new LostAnswer();
    private SharedServers servers;
    private StoreFixture one;
    private StoreFixture other;

    @BeforeEach
    void open() throws Exception {
        servers = new SharedServers(answer::wrap);
        one = servers.one;
        other = servers.other;
    }

    @AfterEach
    void close() throws Exception {
        servers.close();
    }

    @Override
    protected ConversationStore store() {
        return one.conversations;
    }

    private static CompletableFuture<Receipt> say(StoreFixture at, long conversation, String text) {
        return at.conversations.append(message(conversation, "alpha", text, Finality.NONE, text));
    }

    @Test
    void theAppendIsAcknowledgedAllTheSameAndARepeatOnEitherServerMakesNoSecondEvent() {
        long id = create();
        SharedFollower here = new SharedFollower(one, Set.of(id));
        SharedFollower there = new SharedFollower(other, Set.of(id));
        answer.arm();
        Receipt receipt = say(one, id, "once").join();
        assertThat(answer.happened()).isTrue();
        assertThat(say(one, id, "once").join().at()).isEqualTo(receipt.at());
        assertThat(say(other, id, "once").join().at()).isEqualTo(receipt.at());
        say(other, id, "later").join();
        assertThat(all(id)).extracting(Event::seq).containsExactly(1L, 2L, 3L);
        for (SharedFollower follower : List.of(here, there)) {
            Awaitility.await().untilAsserted(() -> assertThat(follower.seqs(id)).containsExactly(1L, 2L, 3L));
        }
    }

    @Test
    void theOtherServerWritesOnBeforeItIsLookedUp() {
        long id = create();
        SharedFollower here = new SharedFollower(one, Set.of(id));
        for (int round = 0; round < 5; round++) {
            answer.arm();
            CompletableFuture<Receipt> lost = say(one, id, "lost " + round);
            CompletableFuture<Receipt> meanwhile = say(other, id, "meanwhile " + round);
            assertThat(Set.of(lost.join().at().seq(), meanwhile.join().at().seq()))
                    .containsExactlyInAnyOrder(2L + 2L * round, 3L + 2L * round);
            assertThat(answer.happened()).isTrue();
        }
        assertThat(all(id)).hasSize(11);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(here.seqs(id)).hasSize(11).isSorted().doesNotHaveDuplicates());
    }

    @Test
    void theWriterGoesOnWhenItsConnectionBreaksJustAfterAnotherServerWasFirst() {
        long id = create();
        CompletableFuture<Object> broken = one.database.writer().run(handle -> {
            try {
                handle.getConnection().close();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            throw new ConnectionException(new SQLException("another transaction was first", "40001"));
        });
        assertThat(broken)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(ConversationException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        assertThat(say(one, id, "afterwards")).succeedsWithin(Duration.ofSeconds(30));
        assertThat(one.database.healthy()).isTrue();
    }
}
