package me.fhir.chitchat.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.bridge.BridgeKind;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.InMemoryConversationStore;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.json.JsonObject;
import org.junit.jupiter.api.Test;

class TaskIndexTest {
    private static final Config64 HERE = Config64.parse(A2aServer.config64(A2aServer.SILENT));
    private static final Config64 ELSEWHERE = Config64.parse(A2aServer.config64(A2aServer.ASK_THEN_APPROVE));

    private final ConversationStore store = new InMemoryConversationStore(new TickingClock());
    private final AtomicInteger looks = new AtomicInteger();
    private final TaskIndex index = new TaskIndex(counted());

    /** The store, counting how often it is asked. */
    private ConversationStore counted() {
        return (ConversationStore) Proxy.newProxyInstance(
                ConversationStore.class.getClassLoader(),
                new Class<?>[] {ConversationStore.class},
                (proxy, method, arguments) -> {
                    looks.incrementAndGet();
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private long begin(Config64 config, BridgeKind bridge) {
        RawJson meta = config.stamped(bridge, JsonObject.EMPTY);
        Setup setup = new Setup(List.of("clinic", "payer"), null, 40, null, null);
        return store.create(new NewConversation(meta, setup)).join().conversation();
    }

    private void say(long conversation) {
        store.append(new AppendRequest.Send(
                        new AppendRequest.Sender(conversation, "clinic", null, null),
                        new Entry.Message(new RawJson("{\"text\":\"x\"}"), Finality.CONVERSATION),
                        List.of()))
                .join();
    }

    private List<Long> listed(Config64 config) {
        return index.tasks(config)
                .after(null)
                .map(task -> task.head().conversation())
                .toList();
    }

    @Test
    void listsTheTasksOfAnAddressNewestStatusFirst() {
        store.onCommitted(index);
        long first = begin(HERE, BridgeKind.A2A);
        long second = begin(HERE, BridgeKind.A2A);
        begin(ELSEWHERE, BridgeKind.A2A);
        begin(HERE, BridgeKind.MCP);
        assertThat(listed(HERE)).containsExactly(second, first);
        say(first);
        assertThat(listed(HERE)).containsExactly(first, second);
        assertThat(index.tasks(HERE).after(null).toList().get(0).head().completed())
                .isTrue();
    }

    @Test
    void readsWhatWasStoredBeforeItOnce() {
        long first = begin(HERE, BridgeKind.A2A);
        long second = begin(HERE, BridgeKind.A2A);
        say(first);
        store.onCommitted(index);
        assertThat(listed(HERE)).containsExactly(first, second);
        int loaded = looks.get();
        long third = begin(HERE, BridgeKind.A2A);
        say(second);
        assertThat(listed(HERE)).containsExactly(second, third, first);
        assertThat(listed(ELSEWHERE)).isEmpty();
        assertThat(looks.get()).as("no list looks its tasks up again").isEqualTo(loaded);
    }

    @Test
    void goesOnBehindAPlaceThoughTheListMoves() {
        store.onCommitted(index);
        long first = begin(HERE, BridgeKind.A2A);
        long second = begin(HERE, BridgeKind.A2A);
        long third = begin(HERE, BridgeKind.A2A);
        TaskPlace seen = index.tasks(HERE).after(null).toList().get(0).place();
        assertThat(TaskPlace.ofToken(seen.token())).isEqualTo(seen);
        say(third);
        begin(HERE, BridgeKind.A2A);
        assertThat(index.tasks(HERE).after(seen).map(task -> task.head().conversation()))
                .containsExactly(second, first);
    }

    @Test
    void tokensTellPlacesToTheMillisecondAsTheyAreStored() {
        TaskPlace place = TaskPlace.of(me.fhir.chitchat.conversation.Head.created(
                7, new Setup(List.of("a"), null, 40, null, null), Instant.parse("2026-11-25T01:02:03.123456Z")));
        assertThat(TaskPlace.ofToken(place.token())).isEqualTo(place);
    }

    @Test
    void forgetsEverythingWithTheStoreAndWakesNobodyForOthers() {
        store.onCommitted(index);
        begin(HERE, BridgeKind.A2A);
        assertThat(listed(HERE)).hasSize(1);
        index.storeLost();
        // The numbers are read anew: this store has not lost them.
        assertThat(listed(HERE)).hasSize(1);
    }
}
