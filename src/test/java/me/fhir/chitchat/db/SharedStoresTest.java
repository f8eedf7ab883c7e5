package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import me.fhir.chitchat.agent.AgentLeases;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationStoreCase;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.db.engine.PostgresAddress;
import me.fhir.chitchat.db.engine.PostgresEngine;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers on one database. */
class SharedStoresTest extends ConversationStoreCase {
    private StorageConfiguration storage = new StorageConfiguration(null, null);
    private SharedServers servers;
    private StoreFixture one;
    private StoreFixture other;

    @BeforeEach
    void open() throws Exception {
        servers = new SharedServers();
        storage = servers.storage;
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
        return at.conversations.append(message(conversation, "alpha", text, Finality.NONE, null));
    }

    private void execute(String sql) throws Exception {
        PostgresAddress address = storage.postgres().orElseThrow();
        try (Connection connection = DriverManager.getConnection(address.url(), address.settings());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void bothWriteToOneConversationWithoutGapOrDoubleAndFollowersOfBothSeeTheOneOrder() {
        long id = create();
        SharedFollower here = new SharedFollower(one, Set.of(id));
        SharedFollower there = new SharedFollower(other, Set.of(id));
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            receipts.add(say(i % 2 == 0 ? one : other, id, "text " + i));
        }
        Set<Long> seqs = new HashSet<>();
        receipts.forEach(
                receipt -> assertThat(seqs.add(receipt.join().at().seq())).isTrue());
        assertThat(all(id)).extracting(Event::seq).isEqualTo(upTo(201));
        Awaitility.await().untilAsserted(() -> assertThat(here.seqs(id)).isEqualTo(upTo(201)));
        Awaitility.await().untilAsserted(() -> assertThat(there.seqs(id)).isEqualTo(upTo(201)));
    }

    @Test
    void conversationsOfBothHaveNumbersOfTheirOwnAndAreNewsToBoth() {
        SharedFollower here = new SharedFollower(one, Set.of());
        SharedFollower there = new SharedFollower(other, Set.of());
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add((i % 2 == 0 ? one : other)
                    .conversations
                    .create(conversation("alpha", "beta"))
                    .join()
                    .conversation());
        }
        assertThat(ids).doesNotHaveDuplicates();
        Awaitility.await().untilAsserted(() -> assertThat(here.news()).containsExactlyInAnyOrderElementsOf(ids));
        Awaitility.await().untilAsserted(() -> assertThat(there.news()).containsExactlyInAnyOrderElementsOf(ids));
    }

    @Test
    void aTurnThatOneServerOpenedKeepsOthersOutOnTheOther() {
        long id = create();
        say(one, id, "mine").join();
        assertThatThrownBy(() -> other.conversations
                        .append(message(id, "beta", "not mine", Finality.TURN, null))
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("alpha");
        say(other, id, "still mine").join();
        assertThat(all(id)).hasSize(3);
    }

    @Test
    void aRepeatIsRecognisedOnTheOtherServer() {
        long id = create();
        Receipt first = one.conversations
                .append(message(id, "alpha", "once", Finality.NONE, "key"))
                .join();
        Receipt again = other.conversations
                .append(message(id, "alpha", "once", Finality.NONE, "key"))
                .join();
        assertThat(again.at()).isEqualTo(first.at());
        assertThat(all(id)).hasSize(2);
    }

    @Test
    void aLostConnectionForNotificationsLosesNoEvent() throws Exception {
        long id = create();
        SharedFollower there = new SharedFollower(other, Set.of(id));
        for (int round = 0; round < 3; round++) {
            say(one, id, "before").join();
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND query LIKE 'LISTEN%' OR query = 'SELECT 1'");
            say(one, id, "meanwhile").join();
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(there.seqs(id))
                .isEqualTo(upTo(7)));
        Awaitility.await().until(() -> other.database.healthy());
        say(one, id, "after").join();
        Awaitility.await().untilAsserted(() -> assertThat(there.seqs(id)).isEqualTo(upTo(8)));
    }

    @Test
    void deliversAnUnreadableEventBeforeLaterOnes() {
        long id = create();
        SharedFollower there = new SharedFollower(other, Set.of(id));
        there.failOnce();
        say(one, id, "cannot be read at first").join();
        Awaitility.await().until(there::failed);
        say(one, id, "later").join();
        Awaitility.await().untilAsserted(() -> assertThat(there.seqs(id)).isEqualTo(upTo(3)));
    }

    @Test
    void aServerThatWantsTheDatabaseForItselfIsRefused() {
        PostgresEngine alone = new PostgresEngine(storage.postgres().orElseThrow(), Duration.ofMillis(1), false);
        assertThatThrownBy(alone::open).isInstanceOf(SettingException.class).hasMessageContaining("DATABASE_REPLICAS");
    }

    @Test
    void countsOnWhereAServerOfItsOwnHadCountedTo() throws Exception {
        long last = create();
        one.close();
        other.close();
        StorageConfiguration alone = new StorageConfiguration(null, null, null, storage.url());
        one = new StoreFixture(alone, Clock.systemUTC());
        assertThat(create()).isEqualTo(last + 1);
        assertThat(create()).isEqualTo(last + 2);
        one.close();
        one = new StoreFixture(storage, Clock.systemUTC());
        other = new StoreFixture(storage, Clock.systemUTC());
        assertThat(create()).isEqualTo(last + 3);
    }

    @Test
    void theAgentsOfAServerThatLivesStayWithItAndThoseOfADeadOneCannotWriteAnyMore() throws Exception {
        AgentLeases here = new JdbiAgentLeases(one.database);
        AgentLeases there = new JdbiAgentLeases(other.database);
        long id = create();
        new JdbiAgentRegistry(one.database, Clock.systemUTC()).add(id, List.of("alpha"));
        here.renew();
        there.renew();
        assertThat(here.claim(id)).isTrue();
        assertThat(there.claim(id)).isFalse();
        assertThat(there.orphaned()).isEmpty();
        assertThat(here.held(List.of(id))).isEqualTo(Map.of(id, Set.of("alpha")));
        AppendRequest turn = message(id, "alpha", "mine", Finality.NONE, null);
        one.conversations.append(turn, AppendPermit.RUNNER).join();
        assertThatThrownBy(() ->
                        other.conversations.append(turn, AppendPermit.RUNNER).join())
                .hasMessageContaining("Another server runs the agents");

        // As if the one had been paused for longer than the others wait.
        execute("UPDATE replicas SET seen_at = seen_at - interval '1 minute'");
        there.renew();
        assertThat(there.orphaned()).containsExactly(id);
        assertThat(there.claim(id)).isTrue();
        here.renew();
        assertThat(here.claim(id)).isFalse();
        assertThat(here.held(List.of(id))).isEmpty();
        assertThatThrownBy(() ->
                        one.conversations.append(turn, AppendPermit.RUNNER).join())
                .hasMessageContaining("Another server runs the agents");
        other.conversations.append(turn, AppendPermit.RUNNER).join();
        assertThat(all(id)).hasSize(3);
    }

    @Test
    void aClaimWaitsForTheOtherServersWriteAndHoldsUpNoOther() throws Exception {
        AgentLeases here = new JdbiAgentLeases(one.database);
        long id = create();
        long elsewhere = create();
        here.renew();
        PostgresAddress address = storage.postgres().orElseThrow();
        CompletableFuture<Boolean> claimed;
        try (Connection writing = DriverManager.getConnection(address.url(), address.settings());
                Statement statement = writing.createStatement()) {
            writing.setAutoCommit(false);
            statement.execute("UPDATE conversations SET bytes = bytes WHERE id = " + id);
            claimed = CompletableFuture.supplyAsync(() -> here.claim(id));
            for (int i = 0; i < 5; i++) {
                say(one, elsewhere, "meanwhile").get(10, TimeUnit.SECONDS);
            }
            assertThat(claimed).isNotDone();
            writing.rollback();
        }
        assertThat(claimed.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aServerThatLeavesIsFollowedAtOnce() {
        AgentLeases here = new JdbiAgentLeases(one.database);
        long id = create();
        here.renew();
        assertThat(here.claim(id)).isTrue();
        here.leave();
        assertThat(new JdbiAgentLeases(other.database).claim(id)).isTrue();
    }

    @Test
    void aNoticeIsReadAsItWasWritten() {
        List<CommitNotice> notices = LongStream.range(1, 1000)
                .mapToObj(id -> new CommitNotice("me", id, id, id + 2, id % 2 == 0))
                .toList();
        List<String> texts = CommitNotice.texts("me", notices);
        assertThat(texts).hasSizeGreaterThan(1).allSatisfy(text -> assertThat(text)
                .hasSizeLessThan(8000));
        assertThat(texts.stream().flatMap(text -> CommitNotice.parse(text).stream()))
                .isEqualTo(notices);
    }
}
