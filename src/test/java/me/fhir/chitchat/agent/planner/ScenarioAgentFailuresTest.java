package me.fhir.chitchat.agent.planner;

import static me.fhir.chitchat.agent.planner.ScriptedModel.say;
import static me.fhir.chitchat.agent.planner.ScriptedModel.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.util.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that fail, answer what cannot be used, or never come to an end. */
class ScenarioAgentFailuresTest extends ScenarioAgentCase {
    @Test
    void correctsAnUnusableAnswerThreeTimesAndThenGivesUpWithTheCause() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps("no see_all", "{\"reasoning\":\"r\"}", step("fly", "{}"), "{\"action\":{\"tool\":", "unused");
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(model.calls()).isEqualTo(4);
        assertThat(model.prompt(1)).contains("=== ASSISTANT\nno see_all").contains("there is no JSON object in it");
        assertThat(model.prompt(2)).contains("the object has no action.tool");
        assertThat(model.prompt(3)).contains("there is no tool called \"fly\"").contains("look, see_all, approve");
        assertThat(ownLines()).hasSize(2);
        assertThat(ownLines().get(0))
                .contains("no usable answer, even after 3 corrections; the last time the JSON object is")
                .contains("\"answer\":\"no see_all\"");
        assertThat(ownLines().get(1)).startsWith("clerk message turn: I am sorry");
    }

    @Test
    void aFailingModelClosesTheTurnWithAnApologyAndATraceOfTheCause() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("look", "{\"n\":1}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(ownLines().get(2)).contains("tool_result").contains("Nothing prepared.");
        assertThat(ownLines().get(3))
                .contains("stub, model big, HTTP 503. Nothing prepared.")
                .contains("\"status\":503");
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }

    @Test
    void endsATurnThatUsesUpItsSteps() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("look", "{\"n\":1}"), step("look", "{\"n\":2}"), step("look", "{\"n\":3}"))
                .tools(DOCUMENT, DOCUMENT);
        clerk(model, new AgentConfiguration(2, Duration.seconds(60), null)).takeTurn(conversation.seat("clerk"));
        assertThat(model.calls()).isEqualTo(4);
        assertThat(ownLines().get(6)).contains("used up its 2 steps");
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }

    @Test
    void aRepeatedCallGetsItsEarlierResultWithAHintAndTheThirdEndsTheSteps() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("look", "{\"n\":1}"), step("look", "{\"n\":1.0}"), step("look", "{\"n\":1}"), "unused")
                .tools(DOCUMENT);
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(model.calls()).isEqualTo(4);
        assertThat(model.prompt(3)).contains("You made this call before in this turn");
        assertThat(ownLines().get(5)).contains("# Found").contains("\"hint\":\"You made this call before");
        assertThat(ownLines())
                .filteredOn(line -> line.contains("\"tool_call\""))
                .hasSize(2);
        assertThat(ownLines().get(7)).contains("made the same call of look again and again");
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }

    @Test
    void stepsThatFailOneAfterTheOtherEndTheTurn() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(
                step("look", "{\"n\":\"a\"}"),
                step("look", "{\"n\":\"b\"}"),
                step("readAttachment", "{\"name\":\"c\"}"),
                say("{\"text\":\"x\",\"attachments\":\"ghost.md\"}"),
                "unused");
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(model.calls()).isEqualTo(4);
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }

    @Test
    void theSecondFailedTurnInARowEndsTheConversationInTheServersName() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        clerk().takeTurn(conversation.seat("clerk"));
        hear("{\"text\":\"what is it?\"}");
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(conversation.lines()).last().isEqualTo("system message conversation: ended");
        assertThat(conversation.lastPayload().raw("outcome"))
                .isEqualTo("{\"status\":\"errored\",\"reason\":\"agent_failed\",\"agentId\":\"clerk\"}");
        assertThat(ownLines()).filteredOn(line -> line.contains("I am sorry")).hasSize(1);
    }

    @Test
    void aTurnBetweenTwoFailedOnesKeepsTheConversationAndTheApologyIsNotRepeated() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        clerk().takeTurn(conversation.seat("clerk"));
        hear("{\"text\":\"what is it?\"}");
        model.steps(say("{\"text\":\"well\"}"));
        clerk().takeTurn(conversation.seat("clerk"));
        hear("{\"text\":\"and now?\"}");
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(conversation.completed()).isFalse();
        assertThat(ownLines()).filteredOn(line -> line.contains("I am sorry")).hasSize(1);
        assertThat(ownLines()).last().asString().contains("A technical problem on my side");
    }

    @Test
    void twoFailingAgentsCostEightCallsAtMost() throws InterruptedException {
        ScriptedModel silent = new ScriptedModel();
        silent.steps("{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}");
        AgentSpec asker = new AgentSpec("asker", null, null, new RawJson(SCENARIO), new RawJson("{}"));
        Agent other = new PlannerAgentFactory(silent, AgentConfiguration.DEFAULT)
                .create(asker, AgentOptions.of(null))
                .orElseThrow();
        conversation.play(Map.of("asker", other, "clerk", clerk(silent, AgentConfiguration.DEFAULT)), "asker");
        assertThat(conversation.completed()).isTrue();
        assertThat(silent.calls()).isLessThanOrEqualTo(8);
        assertThat(conversation.lastPayload().raw("outcome")).contains("agent_failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404})
    void aFailureThatCannotGetBetterEndsTheConversationAtOnce(int status) throws InterruptedException {
        hear("{\"text\":\"go\"}");
        ChatModel denied = request -> {
            throw new ModelException(new ModelException.FailureDetails("stub", status, null, false), "No.");
        };
        clerk(denied, AgentConfiguration.DEFAULT).takeTurn(conversation.seat("clerk"));
        assertThat(conversation.lines()).last().isEqualTo("system message conversation: ended");
        assertThat(ownLines()).singleElement().asString().contains("HTTP " + status);
    }

    @Test
    void anEmptyAnswerIsReturnedLikeAnyOtherUnusableOne() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        ChatModel emptyOnce = request -> {
            if (model.asked.isEmpty()) {
                model.asked.add(request);
                throw new ModelException(
                        new ModelException.FailureDetails(
                                "stub", 200, null, true, FailureKind.EMPTY, ModelException.SpentOnFailure.NOTHING),
                        "Empty.",
                        "it thought");
            }
            return model.complete(request);
        };
        model.steps(say("{\"text\":\"FINAL\"}"));
        clerk(emptyOnce, AgentConfiguration.DEFAULT).takeTurn(conversation.seat("clerk"));
        assertThat(model.prompt(1)).contains("it was empty");
        assertThat(ownLines().get(0)).contains("\"answer\":\"it thought\"");
        assertThat(ownLines()).last().isEqualTo("clerk message turn: FINAL");
    }

    @Test
    void takesTheFirstOfSeveralStepsAndReturnsTheRest() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(
                        "{\"actions\":[{\"tool\":\"look\",\"args\":{\"n\":1}},{\"tool\":\"look\",\"args\":{\"n\":2}}]}",
                        say("{\"text\":\"ok\"}"))
                .tools(DOCUMENT);
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(model.prompt(2)).contains("Your last answer held 2 steps. Only the first one (look)");
    }

    @Test
    void endsATurnThatTakesTooLongAndLeavesNoInterruptBehind() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        ChatModel silent = request -> {
            new CountDownLatch(1).await();
            throw new IllegalStateException("never comes");
        };
        clerk(silent, new AgentConfiguration(20, Duration.milliseconds(50), null))
                .takeTurn(conversation.seat("clerk"));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(ownLines().get(0)).contains("took longer than");
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }

    static Stream<Throwable> errors() {
        return Stream.of(new IllegalStateException("bug"), new StackOverflowError("bug"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfItsOwnIsNotSilentEither(Throwable error) throws InterruptedException {
        hear("{\"text\":\"go\"}");
        ChatModel broken = request -> {
            if (error instanceof Error fatal) {
                throw fatal;
            }
            throw (RuntimeException) error;
        };
        clerk(broken, AgentConfiguration.DEFAULT).takeTurn(conversation.seat("clerk"));
        assertThat(ownLines().get(0)).contains("an error of its own").doesNotContain("bug");
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }
}
