package me.fhir.chitchat.agent.planner;

import static me.fhir.chitchat.agent.planner.ScriptedModel.say;
import static me.fhir.chitchat.agent.planner.ScriptedModel.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.util.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.agent.Table;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioAgentTest {
    static final String SCENARIO = """
            {"metadata":{"id":"s1","title":"A case","description":"About a case.","background":"Long ago."},
             "agents":[
              {"agentId":"clerk","principal":{"type":"organization","name":"Office","description":"decides"},
               "situation":"A request is on the desk.","systemPrompt":"Be fair.","goals":["decide"],
               "knowledgeBase":{"policy":"p-7"},
               "tools":[
                {"toolName":"look","description":"Looks.","inputSchema":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]},"synthesisGuidance":"Be brief."},
                {"toolName":"see_all","description":"Sees.","inputSchema":{"type":"object"},"oracleSees":"all"},
                {"toolName":"approve","description":"Approves.","inputSchema":{"type":"object"},"endsConversation":true,"conversationEndStatus":"success"}]},
              {"agentId":"asker","principal":{"type":"individual","name":"Ann","description":"asks"},
               "situation":"SECRET-SITUATION","systemPrompt":"SECRET-PROMPT","goals":["SECRET-GOAL"],
               "knowledgeBase":{"diary":"CANARY-4711"},
               "tools":[{"toolName":"secret_tool","description":"SECRET-TOOL","inputSchema":{"type":"object"}}]}]}""";

    private static final String DOCUMENT =
            "{\"reasoning\":\"r\",\"output\":{\"docId\":\"d1\",\"name\":\"found.md\",\"contentType\":\"text/markdown\","
                    + "\"content\":\"# Found\",\"summary\":\"It was there.\"}}";

    private final Table table = new Table(SCENARIO, "asker", "clerk");
    private final ScriptedModel model = new ScriptedModel();

    private Agent clerk() {
        return clerk(model, AgentConfiguration.DEFAULT);
    }

    private static Agent clerk(ChatModel model, AgentConfiguration limits) {
        AgentSpec casting = new AgentSpec("clerk", null, null, new RawJson(SCENARIO), new RawJson("{}"));
        AgentOptions options = AgentOptions.of(new RawJson("{\"model\":\"big\",\"systemPromptExtra\":\"EXTRA\"}"));
        return new PlannerAgentFactory(model, limits).create(casting, options).orElseThrow();
    }

    private void hear(String payload) throws InterruptedException {
        table.seat("asker").sendMessage(new RawJson(payload), Finality.TURN);
    }

    private List<String> ownLines() {
        return table.lines().stream().filter(line -> line.startsWith("clerk")).toList();
    }

    @Test
    void usesAToolAndAttachesWhatItMade() throws InterruptedException {
        hear("{\"text\":\"please look\"}");
        model.steps(step("look", "{\"n\":7.0}"), say("{\"text\":\"here\",\"attachments\":[{\"name\":\"found.md\"}]}"))
                .tools(DOCUMENT);
        clerk().takeTurn(table.seat("clerk"));
        assertThat(ownLines())
                .containsExactly(
                        "clerk trace none: {\"type\":\"thought\",\"content\":\"because\"}",
                        "clerk trace none: {\"type\":\"tool_call\",\"name\":\"look\",\"args\":{\"n\":7.0},\"toolCallId\":\"clerk-1\"}",
                        "clerk trace none: {\"type\":\"tool_result\",\"toolCallId\":\"clerk-1\",\"result\":{\"docId\":\"d1\",\"name\":\"found.md\","
                                + "\"contentType\":\"text/markdown\",\"content\":\"# Found\",\"summary\":\"It was there.\"}}",
                        "clerk trace none: {\"type\":\"thought\",\"content\":\"because\"}",
                        "clerk message turn: here");
        assertThat(table.attachmentNamed("found.md").document().content().text())
                .isEqualTo("# Found");
        assertThat(model.asked.get(0).choice().model()).isEqualTo("big");
        assertThat(model.asked.get(1).choice().model()).isEqualTo("big");
        assertThat(model.prompt(0)).contains("EXTRA");
    }

    @Test
    void aTerminalToolMakesTheNextMessageFinalWithOutcomeAndFile() throws InterruptedException {
        hear("{\"text\":\"please decide\"}");
        model.steps(step("approve", "{}"), say("{\"text\":\"yes\",\"finality\":\"turn\"}"))
                .tools(DOCUMENT);
        clerk().takeTurn(table.seat("clerk"));
        assertThat(table.completed()).isTrue();
        assertThat(table.lastPayload().raw("outcome")).isEqualTo("{\"status\":\"success\"}");
        assertThat(table.lastPayload().raw("attachments")).contains("found.md");
        assertThat(model.prompt(1)).contains("This call ends the conversation with the outcome success");
        assertThat(model.prompt(2)).contains("You have used approve");
    }

    @Test
    void aDecisionIsNotLostWhenTheModelFailsAfterIt() throws InterruptedException {
        hear("{\"text\":\"please decide\"}");
        model.steps(step("approve", "{}")).tools(DOCUMENT);
        clerk().takeTurn(table.seat("clerk"));
        assertThat(table.completed()).isTrue();
        assertThat(table.lastPayload().raw("outcome")).isEqualTo("{\"status\":\"success\"}");
        assertThat(table.lastPayload().raw("attachments")).contains("found.md");
    }

    @Test
    void argumentsThatDoNotFitAreAToolErrorWithoutAModelCall() throws InterruptedException {
        hear("{\"text\":\"look\"}");
        model.steps(step("look", "{\"n\":\"seven\"}"), say("{\"text\":\"sorry\"}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(ownLines().get(2))
                .contains("\"error\":\"The arguments do not fit: /n")
                .doesNotContain("result\":{");
        assertThat(model.calls()).isEqualTo(2);
        assertThat(model.prompt(1)).contains("It failed:").contains("do not fit");
    }

    @Test
    void theSameCallAnswersTheSameEvenForARestartedAgent() throws InterruptedException {
        hear("{\"text\":\"look\"}");
        model.steps(step("look", "{\"n\":7}"), say("{\"text\":\"one\"}")).tools(DOCUMENT);
        clerk().takeTurn(table.seat("clerk"));
        hear("{\"text\":\"again\"}");
        model.steps(step("look", "{ \"n\" : 7.00 }"), say("{\"text\":\"two\",\"attachments\":[\"found.md\"]}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(ownLines()).last().isEqualTo("clerk message turn: two");
        assertThat(table.attachmentNamed("found.md").document().content().text())
                .isEqualTo("# Found");
        assertThat(model.calls()).as("the oracle was asked once").isEqualTo(5);
    }

    @Test
    void aFileMadeInAnEarlierTurnCanStillBeSentAfterARestart() throws InterruptedException {
        hear("{\"text\":\"look\"}");
        model.steps(step("look", "{\"n\":7}"), say("{\"text\":\"later\"}")).tools(DOCUMENT);
        clerk().takeTurn(table.seat("clerk"));
        hear("{\"text\":\"now\"}");
        model.steps(say("{\"text\":\"here\",\"attachments\":[{\"name\":\"found.md\"}]}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(table.attachmentNamed("found.md").document().content().text())
                .isEqualTo("# Found");
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
        assertThatThrownBy(() -> clerk(stopped, AgentConfiguration.DEFAULT).takeTurn(table.seat("clerk")))
                .isInstanceOf(InterruptedException.class);
        table.clearTurn("clerk");
        model.steps(say("{\"text\":\"not yet\"}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(table.completed()).isFalse();
        assertThat(ownLines()).last().isEqualTo("clerk message turn: not yet");
        assertThat(model.prompt(2)).doesNotContain("You used approve").contains("(none)");
    }

    @Test
    void anUnknownFileIsToldToTheModel() throws InterruptedException {
        hear(
                "{\"text\":\"send\",\"attachments\":[{\"name\":\"theirs.txt\",\"contentType\":\"text/plain\",\"content\":\"T\"}]}");
        model.steps(
                say("{\"text\":\"x\",\"attachments\":[{\"name\":\"ghost.md\"}]}"),
                step("readAttachment", "{\"name\":\"theirs.txt\"}"),
                say("{\"text\":\"back to you\",\"attachments\":[{\"name\":\"theirs.txt\"}]}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(ownLines().get(2)).contains("There is no file called \\\"ghost.md\\\"; there are: theirs.txt.");
        assertThat(ownLines().get(5)).contains("\"content\":\"T\"");
        assertThat(ownLines()).last().isEqualTo("clerk message turn: back to you");
    }

    @Test
    void correctsAnUnusableAnswerThreeTimesAndThenGivesUpWithTheCause() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps("no see_all", "{\"reasoning\":\"r\"}", step("fly", "{}"), "{\"action\":{\"tool\":", "unused");
        clerk().takeTurn(table.seat("clerk"));
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
        clerk().takeTurn(table.seat("clerk"));
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
        clerk(model, new AgentConfiguration(2, Duration.seconds(60))).takeTurn(table.seat("clerk"));
        assertThat(model.calls()).isEqualTo(4);
        assertThat(ownLines().get(6)).contains("used up its 2 steps");
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }

    @Test
    void aRepeatedCallGetsItsEarlierResultWithAHintAndTheThirdEndsTheSteps() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("look", "{\"n\":1}"), step("look", "{\"n\":1.0}"), step("look", "{\"n\":1}"), "unused")
                .tools(DOCUMENT);
        clerk().takeTurn(table.seat("clerk"));
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
        clerk().takeTurn(table.seat("clerk"));
        assertThat(model.calls()).isEqualTo(4);
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }

    @Test
    void theSecondFailedTurnInARowEndsTheConversationInTheServersName() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        clerk().takeTurn(table.seat("clerk"));
        hear("{\"text\":\"what is it?\"}");
        clerk().takeTurn(table.seat("clerk"));
        assertThat(table.lines()).last().isEqualTo("system message conversation: ended");
        assertThat(table.lastPayload().raw("outcome"))
                .isEqualTo("{\"status\":\"errored\",\"reason\":\"agent_failed\",\"agentId\":\"clerk\"}");
        assertThat(ownLines()).filteredOn(line -> line.contains("I am sorry")).hasSize(1);
    }

    @Test
    void aTurnBetweenTwoFailedOnesKeepsTheConversationAndTheApologyIsNotRepeated() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        clerk().takeTurn(table.seat("clerk"));
        hear("{\"text\":\"what is it?\"}");
        model.steps(say("{\"text\":\"well\"}"));
        clerk().takeTurn(table.seat("clerk"));
        hear("{\"text\":\"and now?\"}");
        clerk().takeTurn(table.seat("clerk"));
        assertThat(table.completed()).isFalse();
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
        table.play(Map.of("asker", other, "clerk", clerk(silent, AgentConfiguration.DEFAULT)), "asker");
        assertThat(table.completed()).isTrue();
        assertThat(silent.calls()).isLessThanOrEqualTo(8);
        assertThat(table.lastPayload().raw("outcome")).contains("agent_failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404})
    void aFailureThatCannotGetBetterEndsTheConversationAtOnce(int status) throws InterruptedException {
        hear("{\"text\":\"go\"}");
        ChatModel denied = request -> {
            throw new ModelException(new ModelException.FailureDetails("stub", status, null, false), "No.");
        };
        clerk(denied, AgentConfiguration.DEFAULT).takeTurn(table.seat("clerk"));
        assertThat(table.lines()).last().isEqualTo("system message conversation: ended");
        assertThat(ownLines()).singleElement().asString().contains("HTTP " + status);
    }

    @Test
    void anEmptyAnswerIsToldBackLikeAnyOtherUnusableOne() throws InterruptedException {
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
        clerk(emptyOnce, AgentConfiguration.DEFAULT).takeTurn(table.seat("clerk"));
        assertThat(model.prompt(1)).contains("it was empty");
        assertThat(ownLines().get(0)).contains("\"answer\":\"it thought\"");
        assertThat(ownLines()).last().isEqualTo("clerk message turn: FINAL");
    }

    @Test
    void ofSeveralStepsTheFirstIsTakenAndTheRestToldBack() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(
                        "{\"actions\":[{\"tool\":\"look\",\"args\":{\"n\":1}},{\"tool\":\"look\",\"args\":{\"n\":2}}]}",
                        say("{\"text\":\"ok\"}"))
                .tools(DOCUMENT);
        clerk().takeTurn(table.seat("clerk"));
        assertThat(model.prompt(2)).contains("Your last answer held 2 steps. Only the first one (look)");
    }

    @Test
    void thePromptTellsTheTurnsThatAreLeft() throws InterruptedException {
        table.endingWithTurn(6);
        hear("{\"text\":\"go\"}");
        model.steps(say("{\"text\":\"ok\"}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(model.prompt(0)).contains("It is turn 2 of at most 6").contains("4 turns are left after this one");
    }

    @Test
    void configLimitsTheToolsOfARun() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        AgentSpec spec = new AgentSpec("clerk", null, null, new RawJson(SCENARIO), new RawJson("{}"));
        model.steps(step("approve", "{}"), say("{\"text\":\"ok\"}"));
        new PlannerAgentFactory(model, AgentConfiguration.DEFAULT)
                .create(spec, AgentOptions.of(new RawJson("{\"tools\":[\"look\"],\"maxTokens\":9}")))
                .orElseThrow()
                .takeTurn(table.seat("clerk"));
        assertThat(model.prompt(0)).contains("look:").doesNotContain("see_all", "approve");
        assertThat(model.prompt(1)).contains("there is no tool called \"approve\"");
        assertThat(model.asked.get(0).sampling().maxTokens()).isEqualTo(9);
        assertThatThrownBy(() -> new PlannerAgentFactory(model, AgentConfiguration.DEFAULT)
                        .create(spec, AgentOptions.of(new RawJson("{\"tools\":[\"ghost\"]}"))))
                .hasMessageContaining("config.tools")
                .hasMessageContaining("look, see_all, approve");
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
        table.answering("{\"reject\":\"ask for the date\"}", "{\"text\":\"edited\"}");
        approved().takeTurn(table.seat("clerk"));
        assertThat(table.questions()).hasSize(2);
        assertThat(table.questions().get(0).text())
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
        table.answering(no, no, no, no, no, "true");
        approved().takeTurn(table.seat("clerk"));
        assertThat(ownLines()).last().isEqualTo("clerk message turn: draft 5");
    }

    @Test
    void aDecisionIsNotSentPastThePersonWhenTheTurnFails() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("approve", "{}")).tools(DOCUMENT);
        table.answering("{\"reject\":\"I write it myself\"}");
        approved().takeTurn(table.seat("clerk"));
        assertThat(table.questions()).hasSize(1);
        assertThat(table.questions().get(0).text()).contains("\"finality\":\"conversation\"");
        assertThat(table.completed()).isFalse();
        assertThat(ownLines()).noneMatch(line -> line.startsWith("clerk message"));
    }

    @Test
    void anInstructionOfThePersonBesideItIsShownToTheModel() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(say("{\"text\":\"ok\"}"));
        table.seat("clerk")
                .sendTrace(new RawJson("{\"type\":\"user_response\",\"queryId\":\"\",\"response\":\"be quick\"}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(model.prompt(0)).contains("The person you act for instructs you:\n> be quick");
    }

    @Test
    void theOracleIsToldWhyAndWhatTheScenarioSaysToAll() throws InterruptedException {
        String scenario = SCENARIO.replace("\"background\":", "\"challenges\":[\"CHALLENGE-1\"],\"background\":")
                .replace("\"agents\":", "\"knowledgeBase\":{\"shared\":\"SHARED-1\"},\"agents\":");
        Table room = new Table(scenario, "asker", "clerk");
        room.seat("asker").sendMessage(new RawJson("{\"text\":\"go\"}"), Finality.TURN);
        model.steps(step("look", "{\"n\":1}"), say("{\"text\":\"ok\"}")).tools(DOCUMENT);
        clerk().takeTurn(room.seat("clerk"));
        assertThat(model.prompt(1)).contains("CHALLENGE-1", "SHARED-1", "Why the caller makes it:\n> because");
    }

    @Test
    void endsATurnThatTakesTooLongAndLeavesNoInterruptBehind() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        ChatModel silent = request -> {
            new CountDownLatch(1).await();
            throw new IllegalStateException("never comes");
        };
        clerk(silent, new AgentConfiguration(20, Duration.milliseconds(50))).takeTurn(table.seat("clerk"));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(ownLines().get(0)).contains("took longer than");
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }

    @Test
    void anErrorOfItsOwnIsNotSilentEither() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        ChatModel broken = request -> {
            throw new IllegalStateException("bug");
        };
        clerk(broken, AgentConfiguration.DEFAULT).takeTurn(table.seat("clerk"));
        assertThat(ownLines().get(0)).contains("an error of its own").doesNotContain("bug");
        assertThat(ownLines()).last().asString().startsWith("clerk message turn: I am sorry");
    }

    @Test
    void knowsWhenTheConversationWillBeClosed() throws InterruptedException {
        table.endingWithTurn(6);
        hear("{\"text\":\"go\"}");
        model.steps(say("{\"text\":\"ok\"}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(model.asked.get(0).purpose()).isInstanceOfSatisfying(PlannerStep.class, step -> assertThat(
                        step.turn().limit())
                .isEqualTo(6));
    }

    @Test
    void doneClosesTheTurnWithItsSummary() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("done", "{\"summary\":\"That is all.\"}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(ownLines()).last().isEqualTo("clerk message turn: That is all.");
    }

    @Test
    void endingWithoutADecisionIsNeutral() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(say("{\"text\":\"bye\",\"finality\":\"conversation\"}"));
        clerk().takeTurn(table.seat("clerk"));
        assertThat(table.lastPayload().raw("outcome")).isEqualTo("{\"status\":\"neutral\"}");
    }

    @Test
    void noPromptShowsWhatTheOtherSideKnows() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("look", "{\"n\":1}"), say("{\"text\":\"ok\"}")).tools(DOCUMENT);
        clerk().takeTurn(table.seat("clerk"));
        assertThat(model.calls()).isEqualTo(3);
        assertThat(model.allPrompts()).doesNotContain("CANARY-4711", "SECRET").contains("p-7", "Ann");
    }

    @Test
    void onlyAToolThatSeesAllIsShownTheOtherSide() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("see_all", "{}"), say("{\"text\":\"ok\"}")).tools(DOCUMENT);
        clerk().takeTurn(table.seat("clerk"));
        assertThat(model.prompt(1)).contains("CANARY-4711");
        assertThat(model.prompt(0) + model.prompt(2)).doesNotContain("CANARY-4711");
    }

    @Test
    void aMalformedToolAnswerIsRepairedOnce() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("look", "{\"n\":1}"), step("look", "{\"n\":2}"), say("{\"text\":\"ok\"}"))
                .tools("nonsense", DOCUMENT, "nonsense", "more nonsense");
        clerk().takeTurn(table.seat("clerk"));
        assertThat(ownLines().get(2)).contains("found.md");
        assertThat(ownLines().get(5)).contains("\"error\":\"The tool look gave no usable answer");
        assertThat(ownLines()).last().isEqualTo("clerk message turn: ok");
    }

    @Test
    void dataWithoutANameBecomesANumberedFile() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(
                        step("look", "{\"n\":1}"),
                        step("look", "{\"n\":2}"),
                        say("{\"text\":\"ok\",\"attachments\":[{\"name\":\"synth_look_2.json\"}]}"))
                .tools("{\"output\":{\"count\":1.50}}", "{\"output\":{\"count\":2}}");
        clerk().takeTurn(table.seat("clerk"));
        assertThat(table.attachmentNamed("synth_look_2.json")
                        .document()
                        .content()
                        .text())
                .isEqualTo("{\"count\":2}");
        assertThat(ownLines().get(2)).contains("\"result\":{\"count\":1.50}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"metadata\":{}}", "{\"agents\":[{\"agentId\":\"other\"}]}", "[]"})
    void thereIsNoAgentWithoutARole(String scenario) {
        AgentSpec casting = new AgentSpec("clerk", null, null, new RawJson(scenario), new RawJson("{}"));
        assertThat(new PlannerAgentFactory(model, AgentConfiguration.DEFAULT).create(casting, AgentOptions.of(null)))
                .isEmpty();
    }
}
