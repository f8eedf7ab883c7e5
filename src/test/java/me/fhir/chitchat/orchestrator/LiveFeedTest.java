package me.fhir.chitchat.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.InMemoryConversationStore;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.TickingClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a feed delivers when events are written between its opening and its first read of the log. */
class LiveFeedTest {
    private final TickingClock clock = new TickingClock();
    private final InMemoryConversationStore store = new InMemoryConversationStore(clock);
    private final Scheduling scheduling = new Scheduling(List.of(new StrictAlternation()), Duration.ofSeconds(30));
    private final Subscriptions subscriptions = new Subscriptions(scheduling);
    private final Orchestrator orchestrator =
            new Orchestrator(store, scheduling, subscriptions, id -> Optional.empty(), 4, clock);
    private final Heard heard = new Heard();

    private long id;

    /** All deliveries, as one word each: {@code 2} for an event, {@code start b 3 after 2} for guidance. */
    private static final class Heard implements LiveFeed.Sink {
        private final List<String> words = new ArrayList<>();

        @Override
        public void event(Publication event) {
            words.add(Long.toString(event.event().seq()));
        }

        @Override
        public void guidance(Guidance guidance) {
            String kind = guidance.kind() == Guidance.Kind.START_TURN ? "start" : "continue";
            words.add(kind + " " + guidance.nextAgentId() + " " + guidance.turn() + " after " + guidance.afterSeq());
        }

        @Override
        public void lost() {
            words.add("lost");
        }
    }

    @BeforeEach
    void create() {
        store.onCommitted(subscriptions);
        id = orchestrator
                .create(new RawJson("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"startingAgentId\":\"a\"}"))
                .join()
                .conversation();
    }

    private void say(String agent, Finality finality) {
        orchestrator
                .send(new Orchestrator.AppendTarget(id, agent, null), new RawJson("{\"text\":\"hello\"}"), finality)
                .join();
    }

    private void think(String agent) {
        orchestrator
                .trace(
                        new Orchestrator.AppendTarget(id, agent, null),
                        new RawJson("{\"type\":\"thought\",\"content\":\"hm\"}"),
                        Finality.NONE)
                .join();
    }

    private LiveFeed subscribe(@Nullable Long sinceSeq, EventFilter filter) {
        return orchestrator.subscribe(new LiveFeed.FeedRequest(id, sinceSeq, filter, true), heard);
    }

    private void catchUp(LiveFeed feed) {
        while (feed.catchUp(2, heard)) {
            // Until it is live.
        }
    }

    @Test
    void theSnapshotIsThatOfTheMomentOfSubscribing() {
        LiveFeed feed = subscribe(null, EventFilter.ALL);
        think("a");
        say("a", Finality.NONE);
        catchUp(feed);
        assertThat(heard.words).containsExactly("start a 1 after 0", "2", "3");
    }

    @Test
    void everyGuidanceSinceFollowsItsCause() {
        say("a", Finality.TURN);
        LiveFeed feed = subscribe(0L, EventFilter.ALL);
        say("b", Finality.TURN);
        think("a");
        say("a", Finality.TURN);
        catchUp(feed);
        say("b", Finality.CONVERSATION);
        assertThat(heard.words)
                .containsExactly(
                        "1", "2", "start b 2 after 2", "3", "start a 3 after 3", "4", "5", "start b 4 after 5", "6");
    }

    @Test
    void deliversEventsWrittenBetweenTwoPagesOnce() {
        LiveFeed feed = subscribe(0L, EventFilter.ALL);
        say("a", Finality.TURN);
        while (feed.catchUp(1, heard)) {
            if (heard.words.size() == 4) {
                say("b", Finality.TURN);
            }
        }
        say("a", Finality.NONE);
        assertThat(heard.words)
                .containsExactly("1", "start a 1 after 0", "2", "start b 2 after 2", "3", "start a 3 after 3", "4");
    }

    @Test
    void aFilterHidesEventsAndNotWhomTheyCallOn() {
        LiveFeed feed = subscribe(null, new EventFilter(Set.of("trace"), Set.of()));
        think("a");
        say("a", Finality.TURN);
        catchUp(feed);
        think("b");
        say("b", Finality.TURN);
        assertThat(heard.words)
                .containsExactly("start a 1 after 0", "2", "start b 2 after 3", "4", "start a 3 after 5");
    }

    @Test
    void aheadOfTheLogOnlyEventsAreHidden() {
        LiveFeed feed = subscribe(3L, EventFilter.ALL);
        say("a", Finality.TURN);
        say("b", Finality.TURN);
        say("a", Finality.TURN);
        catchUp(feed);
        assertThat(heard.words)
                .containsExactly(
                        "start a 1 after 0", "start b 2 after 2", "start a 3 after 3", "4", "start b 4 after 4");
    }

    @Test
    void noGuidanceAtTheTurnLimit() {
        LiveFeed feed = subscribe(null, EventFilter.ALL);
        for (String agent : List.of("a", "b", "a", "b")) {
            say(agent, Finality.TURN);
        }
        catchUp(feed);
        assertThat(heard.words)
                .containsExactly(
                        "start a 1 after 0",
                        "2",
                        "start b 2 after 2",
                        "3",
                        "start a 3 after 3",
                        "4",
                        "start b 4 after 4",
                        "5",
                        "6");
    }

    @Test
    void anEndedSubscriptionReceivesNothing() {
        LiveFeed feed = subscribe(null, EventFilter.ALL);
        catchUp(feed);
        feed.close();
        say("a", Finality.TURN);
        assertThat(heard.words).containsExactly("start a 1 after 0");
        assertThat(subscriptions.size()).isZero();
    }
}
