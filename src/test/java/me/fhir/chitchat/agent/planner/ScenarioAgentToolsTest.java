package me.fhir.chitchat.agent.planner;

import static me.fhir.chitchat.agent.planner.ScriptedModel.say;
import static me.fhir.chitchat.agent.planner.ScriptedModel.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.agent.InMemoryConversation;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import org.junit.jupiter.api.Test;

/** What a scenario agent does with its tools and with the files that they make. */
class ScenarioAgentToolsTest extends ScenarioAgentCase {
    @Test
    void usesAToolAndAttachesWhatItMade() throws InterruptedException {
        hear("{\"text\":\"please look\"}");
        model.steps(step("look", "{\"n\":7.0}"), say("{\"text\":\"here\",\"attachments\":[{\"name\":\"found.md\"}]}"))
                .tools(DOCUMENT);
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(ownLines())
                .containsExactly(
                        "clerk trace none: {\"type\":\"thought\",\"content\":\"because\"}",
                        "clerk trace none: {\"type\":\"tool_call\",\"name\":\"look\",\"args\":{\"n\":7.0},\"toolCallId\":\"clerk-1\"}",
                        "clerk trace none: {\"type\":\"tool_result\",\"toolCallId\":\"clerk-1\",\"result\":{\"docId\":\"d1\",\"name\":\"found.md\","
                                + "\"contentType\":\"text/markdown\",\"content\":\"# Found\",\"summary\":\"It was there.\"}}",
                        "clerk trace none: {\"type\":\"thought\",\"content\":\"because\"}",
                        "clerk message turn: here");
        assertThat(conversation.attachmentNamed("found.md").document().content().text())
                .isEqualTo("# Found");
        assertThat(model.asked.get(0).choice().model()).isEqualTo("big");
        assertThat(model.asked.get(1).choice().model()).isEqualTo("big");
        assertThat(model.prompt(0)).contains("EXTRA");
    }

    @Test
    void argumentsThatDoNotFitAreAToolErrorWithoutAModelCall() throws InterruptedException {
        hear("{\"text\":\"look\"}");
        model.steps(step("look", "{\"n\":\"seven\"}"), say("{\"text\":\"sorry\"}"));
        clerk().takeTurn(conversation.seat("clerk"));
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
        clerk().takeTurn(conversation.seat("clerk"));
        hear("{\"text\":\"again\"}");
        model.steps(step("look", "{ \"n\" : 7.00 }"), say("{\"text\":\"two\",\"attachments\":[\"found.md\"]}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(ownLines()).last().isEqualTo("clerk message turn: two");
        assertThat(conversation.attachmentNamed("found.md").document().content().text())
                .isEqualTo("# Found");
        assertThat(model.calls()).as("the oracle was asked once").isEqualTo(5);
    }

    @Test
    void aFileMadeInAnEarlierTurnCanStillBeSentAfterARestart() throws InterruptedException {
        hear("{\"text\":\"look\"}");
        model.steps(step("look", "{\"n\":7}"), say("{\"text\":\"later\"}")).tools(DOCUMENT);
        clerk().takeTurn(conversation.seat("clerk"));
        hear("{\"text\":\"now\"}");
        model.steps(say("{\"text\":\"here\",\"attachments\":[{\"name\":\"found.md\"}]}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(conversation.attachmentNamed("found.md").document().content().text())
                .isEqualTo("# Found");
    }

    @Test
    void anUnknownFileIsReportedToTheModel() throws InterruptedException {
        hear(
                "{\"text\":\"send\",\"attachments\":[{\"name\":\"theirs.txt\",\"contentType\":\"text/plain\",\"content\":\"T\"}]}");
        model.steps(
                say("{\"text\":\"x\",\"attachments\":[{\"name\":\"ghost.md\"}]}"),
                step("readAttachment", "{\"name\":\"theirs.txt\"}"),
                say("{\"text\":\"back to you\",\"attachments\":[{\"name\":\"theirs.txt\"}]}"));
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(ownLines().get(2)).contains("There is no file called \\\"ghost.md\\\"; there are: theirs.txt.");
        assertThat(ownLines().get(5)).contains("\"content\":\"T\"");
        assertThat(ownLines()).last().isEqualTo("clerk message turn: back to you");
    }

    @Test
    void configLimitsTheToolsOfARun() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        AgentSpec spec = new AgentSpec("clerk", null, null, new RawJson(SCENARIO), new RawJson("{}"));
        model.steps(step("approve", "{}"), say("{\"text\":\"ok\"}"));
        new PlannerAgentFactory(model, AgentConfiguration.DEFAULT)
                .create(spec, AgentOptions.of(new RawJson("{\"tools\":[\"look\"],\"maxTokens\":9}")))
                .orElseThrow()
                .takeTurn(conversation.seat("clerk"));
        assertThat(model.prompt(0)).contains("look:").doesNotContain("see_all", "approve");
        assertThat(model.prompt(1)).contains("there is no tool called \"approve\"");
        assertThat(model.asked.get(0).sampling().maxTokens()).isEqualTo(9);
        assertThatThrownBy(() -> new PlannerAgentFactory(model, AgentConfiguration.DEFAULT)
                        .create(spec, AgentOptions.of(new RawJson("{\"tools\":[\"ghost\"]}"))))
                .hasMessageContaining("config.tools")
                .hasMessageContaining("look, see_all, approve");
    }

    @Test
    void theOraclePromptHasTheReasonAndThePublicPartOfTheScenario() throws InterruptedException {
        String scenario = SCENARIO.replace("\"background\":", "\"challenges\":[\"CHALLENGE-1\"],\"background\":")
                .replace("\"agents\":", "\"knowledgeBase\":{\"shared\":\"SHARED-1\"},\"agents\":");
        InMemoryConversation room = new InMemoryConversation(scenario, "asker", "clerk");
        room.seat("asker").sendMessage(new RawJson("{\"text\":\"go\"}"), Finality.TURN);
        model.steps(step("look", "{\"n\":1}"), say("{\"text\":\"ok\"}")).tools(DOCUMENT);
        clerk().takeTurn(room.seat("clerk"));
        assertThat(model.prompt(1)).contains("CHALLENGE-1", "SHARED-1", "Why the caller makes it:\n> because");
    }

    @Test
    void noPromptShowsWhatTheOtherSideKnows() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("look", "{\"n\":1}"), say("{\"text\":\"ok\"}")).tools(DOCUMENT);
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(model.calls()).isEqualTo(3);
        assertThat(model.allPrompts()).doesNotContain("CANARY-4711", "SECRET").contains("p-7", "Ann");
    }

    @Test
    void onlyAToolThatSeesAllIsShownTheOtherSide() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("see_all", "{}"), say("{\"text\":\"ok\"}")).tools(DOCUMENT);
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(model.prompt(1)).contains("CANARY-4711");
        assertThat(model.prompt(0) + model.prompt(2)).doesNotContain("CANARY-4711");
    }

    @Test
    void aMalformedToolAnswerIsRepairedOnce() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        model.steps(step("look", "{\"n\":1}"), step("look", "{\"n\":2}"), say("{\"text\":\"ok\"}"))
                .tools("nonsense", DOCUMENT, "nonsense", "more nonsense");
        clerk().takeTurn(conversation.seat("clerk"));
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
        clerk().takeTurn(conversation.seat("clerk"));
        assertThat(conversation
                        .attachmentNamed("synth_look_2.json")
                        .document()
                        .content()
                        .text())
                .isEqualTo("{\"count\":2}");
        assertThat(ownLines().get(2)).contains("\"result\":{\"count\":1.50}");
    }
}
