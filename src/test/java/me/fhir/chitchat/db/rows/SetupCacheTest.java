package me.fhir.chitchat.db.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.db.HeadCache;
import me.fhir.chitchat.db.StoreFixture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupCacheTest {
    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(folder.resolve("data.db"), new TickingClock());
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private Head create(String... agentIds) {
        String agents = String.join(
                ",",
                List.of(agentIds).stream().map(id -> "{\"id\":\"" + id + "\"}").toList());
        return fixture.conversations
                .create(new NewConversation(
                        new RawJson("{\"agents\":[" + agents + "]}"),
                        new Setup(List.of(agentIds), null, 40, null, null)))
                .join();
    }

    private void spoilTheFirstEvent(long conversation) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + fixture.database.file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE conversation_events SET payload = '-' WHERE seq = 1 AND conversation_id = " + conversation);
        }
    }

    @Test
    void aHeadNeedsNoMoreThanItsOwnRowFromItsCreationOn() throws Exception {
        Head head = create("alpha", "beta");
        spoilTheFirstEvent(head.conversation());
        assertThat(fixture.conversations.head(head.conversation())).hasValue(head);
        assertThat(fixture.conversations.activeHeads(0, 10)).containsExactly(head);
    }

    @Test
    void afterARestartTheFirstEventIsReadOnce() throws Exception {
        Head head = create("alpha", "beta");
        close();
        open();
        assertThat(fixture.conversations.head(head.conversation())).hasValue(head);
        spoilTheFirstEvent(head.conversation());
        assertThat(fixture.conversations.head(head.conversation())).hasValue(head);
    }

    @Test
    void listsOfHeadsAreInTheirOrderWhetherKnownOrNot() throws Exception {
        List<Head> heads = IntStream.range(0, 1200)
                .mapToObj(i -> create("alpha-" + i, "beta"))
                .toList();
        close();
        open();
        fixture.conversations.head(heads.get(700).conversation());
        assertThat(fixture.conversations.activeHeads(0, 5000)).isEqualTo(heads);
    }

    @Test
    void theDescriptionOfAListedConversationIsReadOnce() throws Exception {
        long id = create("alpha", "beta").conversation();
        ConversationQuery all = new ConversationQuery(ConversationQuery.Filter.ALL, 10, 0);
        List<Conversation> listed = fixture.conversations.conversations(all);
        spoilTheFirstEvent(id);
        assertThat(fixture.conversations.conversations(all)).isEqualTo(listed);
    }

    @Test
    void setupsOfAWipedFileAreNotReusedForTheNextOne() throws Exception {
        long id = create("alpha", "beta").conversation();
        ConversationQuery all = new ConversationQuery(ConversationQuery.Filter.ALL, 10, 0);
        assertThat(fixture.conversations.conversations(all).get(0).metadata().text())
                .contains("alpha");
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(folder.resolve("data.db" + suffix));
        }
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> create("gamma", "delta").setup().agentIds().contains("gamma"));
        assertThat(fixture.conversations.head(id).orElseThrow().setup().agentIds())
                .containsExactly("gamma", "delta");
        assertThat(fixture.conversations.conversations(all).get(0).metadata().text())
                .contains("gamma");
    }

    @Test
    void takesNoMoreHeapThanItMayHoweverLargeTheRosters() {
        SetupCache cache = new SetupCache(ConversationLimits.DEFAULT, 100_000);
        Setup large =
                new Setup(IntStream.range(0, 100).mapToObj(i -> "agent-" + i).toList(), null, 40, null, null);
        assertThat(SetupCache.bytes(large)).isBetween(7_000, 10_000);
        for (long i = 0; i < 20_000; i++) {
            cache.put(i, large);
        }
        assertThat(cache.weight()).isBetween(50_000L, 100_000L);
    }

    @Test
    void evictedHeadsAreReadAgain() {
        HeadCache heads = new HeadCache(fixture.database.readers(), ConversationLimits.DEFAULT, "", 1);
        Head head = create("alpha", "beta");
        fixture.database.readers().read(handle -> {
            heads.put(head);
            assertThat(heads.get(handle, head.conversation())).isEqualTo(head);
            return null;
        });
    }
}
