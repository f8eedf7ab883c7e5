package me.fhir.chitchat.agent.planner;

import static me.fhir.chitchat.agent.planner.ScriptedModel.say;
import static me.fhir.chitchat.agent.planner.ScriptedModel.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.llm.ChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a scenario agent opens, decides, asks a person and ends. */
class ScenarioAgentTest extends ScenarioAgentCase {
    @Test
    void aTerminalToolMakesTheNextMessageFinalWithOutcomeAndFile() throws InterruptedException {
        hear("{\"text\":\"please decide\"}");
        model.steps(step("approve", "{}"), say("{\"text\":\"yes\",\"finality\":\"turn\"}"))
                .tools(DOCUMENT);
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(conversation.completed()).isTrue();
        assertThat(conversation.lastPayload().raw("outcome")).isEqualTo("{\"status\":\"success\"}");
        assertThat(conversation.lastPayload().raw("attachments")).contains("found.md");
        assertThat(model.prompt(1)).contains("This call ends the conversation with the outcome success");
        assertThat(model.prompt(2)).contains("You have used approve");
    }

    @Test
    void aDecisionIsNotLostWhenTheModelFailsAfterIt() throws InterruptedException {
        hear("{\"text\":\"please decide\"}");
        model.steps(step("approve", "{}")).tools(DOCUMENT);
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(conversation.completed()).isTrue();
        assertThat(conversation.lastPayload().raw("outcome")).isEqualTo("{\"status\":\"success\"}");
        assertThat(conversation.lastPayload().raw("attachments")).contains("found.md");
    }

    @Test
    void aTurnThatWasClearedIsPlayedAgainWithoutItsDecision() throws InterruptedException {
        hear("{\"text\":\"decide\"}");
        ChatModel stopped = request -> {
            if (model.calls() == 2) {
                throw new InterruptedException();
            }
            return model.complete(request);
        };
        model.steps(step("approve", "{}")).tools(DOCUMENT);
        assertThatThrownBy(() -> clerk(stopped, AgentConfiguration.DEFAULT).takeTurn(conversation.seat("clerk")))
                .isInstanceOf(InterruptedException.class);
        conversation.clearTurn("clerk");
        model.steps(say("{\"text\":\"not yet\"}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(conversation.completed()).isFalse();
        assertThat(ownLines()).last().isEqualTo("clerk message turn: not yet");
        assertThat(model.prompt(2)).doesNotContain("You used approve").contains("(none)");
    }

    @Test
    void thePromptStatesTheTurnsThatAreLeft() throws InterruptedException {
        conversation.endingWithTurn(6);
        hear("{\"text\":\"go\"}");
        model.steps(say("{\"text\":\"ok\"}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(model.prompt(0)).contains("It is turn 2 of at most 6").contains("4 turns are left after this one");
    }

    private Agent approved() {
        AgentSpec spec = new AgentSpec("clerk", null, null, new RawJson(SCENARIO), new RawJson("{}"));
        return new PlannerAgentFactory(model, AgentConfiguration.DEFAULT)
                .create(spec, AgentOptions.of(new RawJson("{\"approve\":true}")))
                .orElseThrow();
    }

    @Test
    void aDraftIsSentOnlyAsThePersonApprovesEditsOrRejectsIt() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(say("{\"text\":\"first\"}"), say("{\"text\":\"second\"}"));
        conversation.answering("{\"reject\":\"ask for the date\"}", "{\"text\":\"edited\"}");
        approved().takeTurn(conversation.seat("clerk"));
        assertThat(conversation.questions()).hasSize(2);
        assertThat(conversation.questions().get(0).text())
                .contains("\"text\":\"first\"")
                .contains("\"finality\":\"turn\"");
        assertThat(model.prompt(1)).contains("rejected this message: ask for the date");
        assertThat(ownLines()).last().isEqualTo("clerk message turn: edited");
        assertThat(ownLines()).noneMatch(line -> line.startsWith("clerk message turn: first"));
    }

    @Test
    void rejectionsAreNoFailedSteps() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        for (int step = 0; step < 6; step++) {
            model.steps(say("{\"text\":\"draft " + step + "\"}"));
        }
        String no = "{\"reject\":\"no\"}";
        conversation.answering(no, no, no, no, no, "true");
        approved().takeTurn(conversation.seat("clerk"));
        assertThat(ownLines()).last().isEqualTo("clerk message turn: draft 5");
    }

    @Test
    void aDecisionIsNotSentPastThePersonWhenTheTurnFails() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("approve", "{}")).tools(DOCUMENT);
        conversation.answering("{\"reject\":\"I write it myself\"}");
        approved().takeTurn(conversation.seat("clerk"));
        assertThat(conversation.questions()).hasSize(1);
        assertThat(conversation.questions().get(0).text()).contains("\"finality\":\"conversation\"");
        assertThat(conversation.completed()).isFalse();
        assertThat(ownLines()).noneMatch(line -> line.startsWith("clerk message"));
    }

    @Test
    void anInstructionOfThePersonBesideItIsShownToTheModel() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(say("{\"text\":\"ok\"}"));
        conversation
                .seat("clerk")
                .sendTrace(new RawJson("{\"type\":\"user_response\",\"queryId\":\"\",\"response\":\"be quick\"}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(model.prompt(0)).contains("The person you act for instructs you:\n> be quick");
    }

    @Test
    void knowsWhenTheConversationWillBeClosed() throws InterruptedException {
        conversation.endingWithTurn(6);
        hear("{\"text\":\"go\"}");
        model.steps(say("{\"text\":\"ok\"}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(model.asked.get(0).purpose()).isInstanceOfSatisfying(PlannerStep.class, step -> assertThat(
                        step.turn().limit())
                .isEqualTo(6));
    }

    @Test
    void doneClosesTheTurnWithItsSummary() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("done", "{\"summary\":\"That is all.\"}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(ownLines()).last().isEqualTo("clerk message turn: That is all.");
    }

    @Test
    void endingWithoutADecisionIsNeutral() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(say("{\"text\":\"bye\",\"finality\":\"conversation\"}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(conversation.lastPayload().raw("outcome")).isEqualTo("{\"status\":\"neutral\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"metadata\":{}}", "{\"agents\":[{\"agentId\":\"other\"}]}", "[]"})
    void thereIsNoAgentWithoutARole(String scenario) {
        AgentSpec casting = new AgentSpec("clerk", null, null, new RawJson(scenario), new RawJson("{}"));
        assertThat(new PlannerAgentFactory(model, AgentConfiguration.DEFAULT).create(casting, AgentOptions.of(null)))
                .isEmpty();
    }
}
