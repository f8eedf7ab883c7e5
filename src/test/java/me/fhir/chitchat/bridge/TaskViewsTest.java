package me.fhir.chitchat.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.InMemoryConversationStore;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.StrictAlternation;
import me.fhir.chitchat.orchestrator.Subscriptions;
import org.junit.jupiter.api.Test;

class TaskViewsTest {
    private final Scheduling scheduling = new Scheduling(List.of(new StrictAlternation()), Duration.ZERO);
    private final ConversationStore store = new InMemoryConversationStore(Clock.systemUTC());
    private final Orchestrator orchestrator = new Orchestrator(
            store, scheduling, new Subscriptions(scheduling), id -> Optional.empty(), 40, Clock.systemUTC());
    private final long conversation = store.create(
                    new NewConversation(new RawJson("{}"), new Setup(List.of("me", "b"), null, 40, null, null)))
            .join()
            .conversation();

    private void say(String agent, String payload, Finality finality) {
        orchestrator
                .send(new Orchestrator.AppendTarget(conversation, agent, null), new RawJson(payload), finality)
                .join();
    }

    private void think(String agent) {
        RawJson thought = new RawJson("{\"type\":\"thought\",\"content\":\"hm\"}");
        orchestrator
                .trace(new Orchestrator.AppendTarget(conversation, agent, null), thought, Finality.NONE)
                .join();
    }

    private TaskView view() {
        return new TaskViews(store).of(store.head(conversation).orElseThrow(), "me");
    }

    @Test
    void isSubmittedUntilTheFirstMessage() {
        assertThat(view()).isEqualTo(new TaskView.Submitted());
        think("b");
        assertThat(view()).isEqualTo(new TaskView.Submitted());
        say("b", "{\"text\":\"x\"}", Finality.NONE);
        assertThat(view()).isEqualTo(new TaskView.Working());
    }

    @Test
    void isWorkingWhileOthersHaveTheWordAndWaitsForInputAfterwards() {
        say("me", "{\"text\":\"x\"}", Finality.TURN);
        assertThat(view()).isEqualTo(new TaskView.Working());
        say("b", "{\"text\":\"x\"}", Finality.NONE);
        assertThat(view()).isEqualTo(new TaskView.Working());
        say("b", "{\"text\":\"x\"}", Finality.TURN);
        assertThat(view()).isEqualTo(new TaskView.InputRequired());
        think("b");
        assertThat(view()).isEqualTo(new TaskView.InputRequired());
        say("b", "{\"text\":\"x\"}", Finality.NONE);
        assertThat(view()).isEqualTo(new TaskView.Working());
    }

    @Test
    void endsWithTheOutcomeOfTheFinalMessage() {
        say(
                "b",
                "{\"text\":\"no\",\"outcome\":{\"status\":\"failure\",\"reason\":\"not covered\"}}",
                Finality.CONVERSATION);
        assertThat(view()).isInstanceOfSatisfying(TaskView.Ended.class, ended -> {
            assertThat(ended.status()).isEqualTo("failure");
            assertThat(ended.reason()).isEqualTo("not covered");
            assertThat(ended.closing().agentId()).isEqualTo("b");
        });
        assertThat(view().settled()).isTrue();
    }

    @Test
    void endsWithoutAReasonWhenNoneWasGiven() {
        orchestrator.cancel(conversation, null).join();
        assertThat(view()).isInstanceOfSatisfying(TaskView.Ended.class, ended -> {
            assertThat(ended.status()).isEqualTo("canceled");
            assertThat(ended.reason()).isNull();
        });
    }
}
