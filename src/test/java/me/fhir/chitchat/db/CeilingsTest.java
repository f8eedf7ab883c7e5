package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.scenario.ScenarioItem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeilingsTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // Each test opens its own.
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private JdbiConversationStore store;

    private long open(long conversationBytes, long fileBytes) throws Exception {
        ConversationLimits limits = new ConversationLimits(40, 3, conversationBytes);
        MigratedFile.createEmpty(folder.resolve("data.db"));
        database = new Database(
                new StorageConfiguration(folder.resolve("data.db").toString(), null, fileBytes, null),
                limits,
                new TickingClock(),
                new Environment("test"));
        store = new JdbiConversationStore(database, limits);
        database.start();
        return create();
    }

    @AfterEach
    void close() throws Exception {
        database.stop();
    }

    private long create() {
        Setup setup = new Setup(List.of("a", "b"), null, 1_000_000, null, null);
        String meta =
                "{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"config\":{\"maxTurns\":1000000},\"metaVersion\":1}";
        return store.create(new NewConversation(new RawJson(meta), setup))
                .join()
                .conversation();
    }

    private Receipt send(long conversation, String agent, int characters, Finality finality) {
        var sender = new AppendRequest.Sender(conversation, agent, null, null);
        String payload = "{\"text\":\"" + "x".repeat(characters) + "\"}";
        return Futures.join(store.append(
                new AppendRequest.Send(sender, new Entry.Message(new RawJson(payload), finality), List.of())));
    }

    private void cancel(long conversation) {
        Futures.join(store.append(new AppendRequest.Close(
                conversation,
                "system",
                new Entry.Message(new RawJson("{\"text\":\"\"}"), Finality.CONVERSATION),
                null,
                null)));
    }

    private static ErrorCode refusal(ThrowingCallable call) {
        try {
            call.call();
        } catch (ConversationException e) {
            return e.code();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("nothing was refused");
    }

    @Test
    void aMetaCannotRaiseTheTurnLimitNeitherWhenCreatedNorWhenReadAgain() throws Exception {
        long id = open(MIB, 0);
        send(id, "a", 1, Finality.TURN);
        assertThat(store.head(id).orElseThrow().setup().maxTurns()).isEqualTo(3);
        send(id, "b", 1, Finality.TURN);
        send(id, "a", 1, Finality.TURN);
        assertThat(store.head(id).orElseThrow().completed()).isTrue();
    }

    @Test
    void aConversationTakesNoMoreThanItsBytesButItsLastWordAlsoAfterARestart() throws Exception {
        long id = open(2 * MIB, 0);
        send(id, "a", MIB, Finality.NONE);
        send(id, "a", MIB / 2, Finality.NONE);
        assertThat(refusal(() -> send(id, "a", MIB, Finality.NONE))).isEqualTo(ErrorCode.STORE_FULL);
        close();
        open(2 * MIB, 0);
        assertThat(refusal(() -> send(id, "a", MIB, Finality.NONE))).isEqualTo(ErrorCode.STORE_FULL);
        send(id, "a", MIB / 4, Finality.NONE);
        assertThat(refusal(() -> send(id, "a", MIB, Finality.CONVERSATION))).isEqualTo(ErrorCode.STORE_FULL);
        send(id, "a", 1000, Finality.CONVERSATION);
        assertThat(store.head(id).orElseThrow().completed()).isTrue();
    }

    @Test
    void onAFullVolumeWhatGrowsIsRefusedAndWhatEndsOrDeletesWorks() throws Exception {
        long id = open(1 << 30, 12 * MIB);
        JdbiScenarioStore scenarios = new JdbiScenarioStore(database);
        ScenarioItem item =
                new ScenarioItem("s", "s", new RawJson("{}"), new RawJson("[]"), Instant.EPOCH, Instant.EPOCH);
        assertThat(scenarios.insert(item)).isTrue();
        assertThat(refusal(() -> {
                    for (int i = 0; i < 40; i++) {
                        send(id, "a", MIB / 2, Finality.NONE);
                    }
                }))
                .isEqualTo(ErrorCode.STORE_FULL);
        assertThat(Files.size(folder.resolve("data.db")) + Files.size(folder.resolve("data.db-wal")))
                .isLessThan(12 * MIB);
        assertThatThrownBy(() -> send(id, "a", MIB, Finality.NONE)).hasMessageContaining("nothing was written");
        assertThat(scenarios.delete("s", stored -> {})).isTrue();
        cancel(id);
        assertThat(store.head(id).orElseThrow().completed()).isTrue();
        assertThat(database.healthy()).isTrue();
    }
}
