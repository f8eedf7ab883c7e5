package me.fhir.chitchat.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.InMemoryConversationStore;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.json.StoredJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailingAgentsTest {
    private static final RawJson META = new RawJson("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
    private static final String FAILURE =
            "{\"type\":\"thought\",\"content\":\"It failed.\",\"error\":{\"message\":\"HTTP 401\"}}";

    private final TickingClock clock = new TickingClock();
    private final InMemoryConversationStore store = new InMemoryConversationStore(clock);
    private final Scheduling scheduling = new Scheduling(List.of(new StrictAlternation()), Duration.ofSeconds(30));
    private final Subscriptions subscriptions = new Subscriptions(scheduling);
    private final Orchestrator orchestrator =
            new Orchestrator(store, scheduling, subscriptions, id -> Optional.empty(), 40, clock);
    private final FailingAgents failing = new FailingAgents(subscriptions::announce);
    private final List<Long> announced = new ArrayList<>();

    private long id;

    @BeforeEach
    void create() {
        store.onCommitted(subscriptions);
        store.onCommitted(failing);
        store.onLoss(failing);
        id = orchestrator.create(META).join().conversation();
        subscriptions.addWatcher(announced::add);
    }

    private void trace(String agent, String payload) {
        orchestrator
                .trace(new Orchestrator.AppendTarget(id, agent, null), new RawJson(payload), Finality.NONE)
                .join();
    }

    private void say(String agent, Finality finality) {
        orchestrator
                .send(new Orchestrator.AppendTarget(id, agent, null), new RawJson("{\"text\":\"hello\"}"), finality)
                .join();
    }

    private void fail(String agent) {
        trace(agent, FAILURE);
        say(agent, Finality.TURN);
    }

    @Test
    void anAgentFailsUntilItPlaysATurnWithoutAFailure() {
        fail("a");
        assertThat(failing.in(id)).contains(new FailingAgents.ModelFailure("a", "HTTP 401", 1));
        say("b", Finality.TURN);
        fail("a");
        assertThat(failing.in(id).orElseThrow().turn()).isEqualTo(3);
        say("b", Finality.TURN);
        say("a", Finality.NONE);
        assertThat(failing.in(id)).isPresent();
        say("a", Finality.TURN);
        assertThat(failing.in(id)).isEmpty();
    }

    @Test
    void listsAreToldWhenItBeginsAndWhenItEndsAndNotBetween() {
        fail("a");
        assertThat(announced).containsExactly(id);
        say("b", Finality.TURN);
        fail("a");
        assertThat(announced).hasSize(1);
        say("b", Finality.TURN);
        say("a", Finality.TURN);
        assertThat(announced).containsExactly(id, id);
    }

    @Test
    void theEndOfTheConversationEndsIt() {
        fail("a");
        say("b", Finality.CONVERSATION);
        assertThat(failing.in(id)).isEmpty();
        // Told once more, by what tells of every end.
        assertThat(announced).containsExactly(id, id);
    }

    @Test
    void aToolThatFailedOrAWordInAMessageIsNoFailureOfTheModel() {
        trace("a", "{\"type\":\"tool_result\",\"toolCallId\":\"1\",\"error\":\"no such record\"}");
        trace("a", "{\"type\":\"thought\",\"content\":\"an \\\"error\\\": {}\"}");
        trace("a", "{\"type\":\"thought\",\"content\":\"none\",\"error\":null}");
        assertThat(failing.in(id)).isEmpty();
        assertThat(announced).isEmpty();
        fail("a");
        assertThat(failing.in(id)).isNotEmpty();
    }

    @Test
    void nothingIsKeptOfConversationsWithSeats() {
        fail("a");
        assertThat(failing.in(id)).isNotEmpty();
        id = orchestrator
                .create(StoredJson.object(META.text()), Seating.LISTED)
                .join()
                .conversation();
        fail("a");
        assertThat(failing.in(id)).isEmpty();
    }
}
