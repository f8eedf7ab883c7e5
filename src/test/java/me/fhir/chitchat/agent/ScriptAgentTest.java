package me.fhir.chitchat.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.rehearsal.RehearsalModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptAgentTest {
    private final InMemoryConversation conversation = new InMemoryConversation(null, "me", "bot");

    private static ScriptAgent agent(String script) {
        return new ScriptAgent(ScriptParser.parse(AgentOptions.fields(new RawJson("{\"script\":" + script + "}"))));
    }

    private void hear(String payload) throws InterruptedException {
        conversation.seat("me").sendMessage(new RawJson(payload), Finality.TURN);
    }

    private void answer(ScriptAgent agent) throws InterruptedException {
        agent.takeTurn(conversation.seat("bot"));
    }

    @Test
    void playsTracesAndPostsInTheirOrder() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        answer(agent("""
                {"name":"s","steps":[
                  {"kind":"trace","payload":{"type":"thought","content":"considering"}},
                  {"kind":"sleep","ms":1},
                  {"kind":"post","text":"part","finality":"none"},
                  {"kind":"post","text":"whole"}]}"""));
        assertThat(conversation.lines())
                .containsExactly(
                        "me message turn: go",
                        "bot trace none: {\"type\":\"thought\",\"content\":\"considering\"}",
                        "bot message none: part",
                        "bot message turn: whole");
    }

    @Test
    void playsOneListPerClosedTurnAndThenStaysSilent() throws InterruptedException {
        String script =
                "{\"turns\":[[{\"kind\":\"post\",\"text\":\"first\"}],[{\"kind\":\"post\",\"text\":\"second\"}]]}";
        for (int i = 0; i < 2; i++) {
            hear("{\"text\":\"next\"}");
            // A new agent each time, as after a restart.
            answer(agent(script));
        }
        hear("{\"text\":\"more\"}");
        answer(agent(script));
        assertThat(conversation.lines().stream().filter(line -> line.startsWith("bot")))
                .containsExactly("bot message turn: first", "bot message turn: second");
    }

    @Test
    void cyclesUpToMaxTurns() throws InterruptedException {
        ScriptAgent agent = agent("{\"turns\":[[{\"kind\":\"post\",\"text\":\"tick\"}]],\"maxTurns\":2}");
        for (int i = 0; i < 3; i++) {
            hear("{\"text\":\"next\"}");
            answer(agent);
        }
        assertThat(conversation.lines().stream().filter(line -> line.startsWith("bot")))
                .hasSize(2);
    }

    @Test
    void maxTurnsBelowTheNumberOfListsCutsTheScript() throws InterruptedException {
        String one = "[{\"kind\":\"post\",\"text\":\"x\"}]";
        ScriptAgent agent = agent("{\"turns\":[" + one + "," + one + "],\"maxTurns\":1}");
        for (int i = 0; i < 2; i++) {
            hear("{\"text\":\"next\"}");
            answer(agent);
        }
        assertThat(conversation.lines().stream().filter(line -> line.startsWith("bot")))
                .hasSize(1);
    }

    @Test
    void staysSilentWithoutAnyTurn() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        answer(agent("{\"turns\":[]}"));
        assertThat(conversation.lines()).hasSize(1);
    }

    @Test
    void leavesATurnOpenThatItsListLeavesOpen() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        answer(agent("{\"steps\":[{\"kind\":\"post\",\"text\":\"half\",\"finality\":\"none\"}]}"));
        assertThat(conversation.lines()).last().isEqualTo("bot message none: half");
    }

    @Test
    void playsNothingBehindAPostThatClosesTheTurn() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        answer(agent("{\"steps\":[{\"kind\":\"post\",\"text\":\"a\"},{\"kind\":\"post\",\"text\":\"b\"}]}"));
        assertThat(conversation.lines()).last().isEqualTo("bot message turn: a");
    }

    @Test
    void aFailedAssertEndsTheWholeTurnEvenInsideASwitch() throws InterruptedException {
        hear("{\"text\":\"plain words\"}");
        answer(agent("""
                {"steps":[
                  {"kind":"switch","on":"text","cases":[{"contains":"plain","do":[
                     {"kind":"assert","predicate":"lastMessageContains","text":"magic"},
                     {"kind":"post","text":"inner"}]}]},
                  {"kind":"post","text":"outer"}]}"""));
        assertThat(conversation.lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "urgent: knee, -, quick",
        "my knee hurts, -, knee",
        "hello, req-9, by id",
        "hello, -, whatever",
    })
    void switchesOnTheLastMessageOfAnotherAgent(String text, String requestId, String expected)
            throws InterruptedException {
        hear("{\"text\":\"" + text + "\",\"clientRequestId\":\"" + requestId + "\"}");
        answer(agent("""
                {"steps":[{"kind":"switch","on":"text","cases":[
                    {"startsWith":"urgent","do":[{"kind":"post","text":"quick"}]},
                    {"contains":"knee","do":[{"kind":"post","text":"knee"}]}],
                  "otherwise":[{"kind":"switch","on":"clientRequestId","cases":[
                    {"startsWith":"req-","do":[{"kind":"post","text":"by id"}]}],
                    "otherwise":[{"kind":"post","text":"whatever"}]}]}]}"""));
        assertThat(conversation.lines()).last().isEqualTo("bot message turn: " + expected);
    }

    @Test
    void takesTheOtherwiseBranchBeforeTheFirstMessage() throws InterruptedException {
        answer(agent("""
                {"steps":[{"kind":"switch","on":"text","cases":[{"contains":"x","do":[{"kind":"post","text":"x"}]}],
                  "otherwise":[{"kind":"post","text":"I open"}]}]}"""));
        assertThat(conversation.lines()).containsExactly("bot message turn: I open");
    }

    @Test
    void sendsAttachmentsAndOutcomeAsWritten() throws InterruptedException {
        hear("{\"text\":\"go\"}");
        answer(agent("""
                {"steps":[{"kind":"post","text":"see file","finality":"conversation","outcome":{"status":"success","codes":[1.50]},
                  "attachments":[{"docId":"d1","name":"f.md","contentType":"text/markdown","content":"# é","artifact":true}]}]}"""));
        assertThat(conversation.completed()).isTrue();
        assertThat(conversation.lastPayload().raw("outcome")).isEqualTo("{\"status\":\"success\",\"codes\":[1.50]}");
        assertThat(conversation.lastPayload().raw("attachments"))
                .contains("\"artifact\":true")
                .contains("\"docId\":\"d1\"");
        assertThat(conversation.attachmentNamed("f.md").document().content().text())
                .isEqualTo("# é");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | config.script needs either steps or turns, and not both.",
                "{\"steps\":[],\"turns\":[]} | config.script needs either steps or turns, and not both.",
                "{\"turns\":{}} | config.script.turns must be a list; it is an object.",
                "{\"turns\":[{}]} | config.script.turns.0 must be a list; it is an object.",
                "{\"turns\":[[7]]} | config.script.turns.0.0 must be an object; it is an integer.",
                "{\"steps\":[{\"kind\":\"dance\"}]} | config.script.steps.0.kind is \"dance\"; known are",
                "{\"steps\":[{\"kind\":\"post\"}]} | config.script.steps.0.text must be a string; it is missing.",
                "{\"steps\":[{\"kind\":\"post\",\"text\":\"x\",\"finality\":\"never\"}]} | steps.0.finality must be none",
                "{\"steps\":[{\"kind\":\"post\",\"text\":\"x\",\"delayMs\":-1}]} | steps.0.delayMs must be an integer",
                "{\"steps\":[{\"kind\":\"post\",\"text\":\"x\",\"delayMs\":1.5}]} | steps.0.delayMs must be an integer",
                "{\"steps\":[{\"kind\":\"sleep\"}]} | config.script.steps.0.ms is missing",
                "{\"steps\":[{\"kind\":\"trace\",\"payload\":{\"type\":\"x\"}}]} | steps.0.payload.type is \"x\"",
                "{\"steps\":[{\"kind\":\"assert\",\"predicate\":\"p\"}]} | steps.0.predicate is \"p\"",
                "{\"steps\":[{\"kind\":\"switch\",\"on\":\"mood\",\"cases\":[]}]} | steps.0.on must be text or",
                "{\"steps\":[{\"kind\":\"switch\",\"cases\":[{\"do\":[]}]}]} | steps.0.cases.0 needs either startsWith",
                "{\"steps\":[{\"kind\":\"switch\",\"cases\":[{\"contains\":\"\",\"do\":[{}]}]}]} | cases.0.do.0.kind must be",
                "{\"steps\":[{\"kind\":\"post\",\"text\":\"\",\"attachments\":[{\"name\":\"n\"}]}]} | attachments.0.contentType must",
                "{\"steps\":[],\"maxTurns\":\"x\"} | config.script.maxTurns must be an integer",
            })
    void refusesAMalformedScriptAndNamesThePlace(String script, String sentence) {
        assertThatThrownBy(() -> agent(script)).isInstanceOfSatisfying(ConversationException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_PARAMS);
            assertThat(refusal.sentence()).contains(sentence.strip());
        });
    }

    @Test
    void refusesAConfigWithoutAScript() {
        AgentSpec casting = new AgentSpec("bot", "Script", null, null, new RawJson("{}"));
        assertThatThrownBy(() ->
                        new AgentClasses(new RehearsalModel(Duration.ZERO), (c, o) -> Optional.empty()).make(casting))
                .isInstanceOf(ConversationException.class)
                .hasMessage("config.script must be an object; it is missing.");
    }
}
