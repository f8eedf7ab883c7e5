package me.fhir.chitchat.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.InMemoryConversationStore;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.StrictAlternation;
import me.fhir.chitchat.orchestrator.Subscriptions;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private final Scheduling scheduling = new Scheduling(List.of(new StrictAlternation()), Duration.ZERO);
    private final ConversationStore store = new InMemoryConversationStore(Clock.systemUTC());
    private final Orchestrator orchestrator = new Orchestrator(
            store, scheduling, new Subscriptions(scheduling), id -> Optional.empty(), 100_000, Clock.systemUTC());
    private final long conversation = store.create(new NewConversation(
                    new RawJson("{}"), new Setup(List.of("me", "b", "c"), null, 100_000, null, null)))
            .join()
            .conversation();

    private void say(String agent, String text, Finality finality) {
        orchestrator
                .send(
                        new Orchestrator.AppendTarget(conversation, agent, null),
                        new RawJson("{\"text\":\"" + text + "\"}"),
                        finality)
                .join();
    }

    private void think(String agent) {
        orchestrator
                .trace(
                        new Orchestrator.AppendTarget(conversation, agent, null),
                        new RawJson("{\"type\":\"thought\",\"content\":\"hm\"}"),
                        Finality.NONE)
                .join();
    }

    private Replies read(int max) {
        long last = store.head(conversation).orElseThrow().log().lastSeq();
        return Replies.read(store, conversation, last, "me", max);
    }

    private static List<String> texts(Replies replies) {
        return replies.messages().stream()
                .map(event -> MessagePayload.of(event).text())
                .toList();
    }

    @Test
    void givesWhatOthersSaidSinceTheCallersLastMessage() {
        assertThat(texts(read(9))).isEmpty();
        say("me", "1", Finality.TURN);
        assertThat(texts(read(9))).isEmpty();
        think("b");
        say("b", "2", Finality.NONE);
        say("b", "3", Finality.TURN);
        say("c", "4", Finality.TURN);
        assertThat(texts(read(9))).containsExactly("2", "3", "4");
        say("me", "5", Finality.TURN);
        assertThat(read(9)).isEqualTo(new Replies(List.of(), false));
    }

    @Test
    void keepsTheNewestWhenThereAreMoreThanAskedFor() {
        say("me", "0", Finality.TURN);
        for (int i = 1; i <= 300; i++) {
            say("b", String.valueOf(i), Finality.NONE);
        }
        assertThat(texts(read(2))).containsExactly("299", "300");
        assertThat(read(2).more()).isTrue();
        assertThat(texts(read(300))).hasSize(300).startsWith("1").endsWith("300");
        assertThat(read(300).more()).isFalse();
    }

    @Test
    void findsTheCallersMessageBehindAnyNumberOfTraces() {
        say("me", "0", Finality.TURN);
        say("b", "far", Finality.NONE);
        for (int i = 0; i < 1500; i++) {
            think("b");
        }
        say("b", "near", Finality.NONE);
        assertThat(texts(read(9))).containsExactly("far", "near");
    }

    @Test
    void readsNoMoreOfALongLogThanItNeeds() {
        for (int i = 0; i < 400; i++) {
            say("b", "old", Finality.TURN);
        }
        say("me", "mine", Finality.TURN);
        say("b", "new", Finality.TURN);
        long last = store.head(conversation).orElseThrow().log().lastSeq();
        CountingStore counting = new CountingStore(store);
        assertThat(texts(Replies.read(counting.proxy(), conversation, last, "me", 9)))
                .containsExactly("new");
        assertThat(counting.events).isLessThanOrEqualTo(64);
    }

    /** Counts the events that are read. */
    private static final class CountingStore {
        private final ConversationStore store;
        private int events;

        CountingStore(ConversationStore store) {
            this.store = store;
        }

        ConversationStore proxy() {
            return (ConversationStore) Proxy.newProxyInstance(
                    ConversationStore.class.getClassLoader(),
                    new Class<?>[] {ConversationStore.class},
                    (proxy, method, arguments) -> {
                        Object result = method.invoke(store, arguments);
                        if (arguments != null && arguments[0] instanceof EventQuery && result instanceof List<?> page) {
                            events += page.size();
                        }
                        return result;
                    });
        }
    }
}
