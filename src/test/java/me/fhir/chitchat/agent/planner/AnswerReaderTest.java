package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ToolCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final AnswerReader READER = new AnswerReader(
            new ToolNames(List.of(tool("look", false), tool("search_records", false), tool("approve_claim", true))));

    private static RoleTool tool(String name, boolean ends) {
        return new RoleTool(name, "", "{}", "", ends ? "success" : null, List.of());
    }

    private static ModelAnswer read(String content) {
        return READER.read(new ChatResponse(content, List.of(), null, "p", "m", null));
    }

    private static ModelAnswer call(String content, ToolCall... calls) {
        return READER.read(new ChatResponse(content, List.of(calls), null, "p", "m", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reasoning\":\"r\",\"action\":{\"tool\":\"look\",\"args\":{\"n\":1.50}}}",
                "Sure!\n```json\n{\"reasoning\":\"r\",\"action\":{\"tool\":\"look\",\"args\":{\"n\":1.50,},},}\n```\nDone.",
                "I think {this} is best: {\"reasoning\":\"r\",\"toolCall\":{\"tool\":\"look\",\"args\":{\"n\":1.50}}}",
                "{'reasoning':'r','action':{'tool':'look','args':{'n':1.50}}}",
                "{\"thought\":\"r\",\"tool\":\"look\",\"args\":{\"n\":1.50}}",
                "{\"reasoning\":\"r\",\"action\":\"look\",\"args\":{\"n\":1.50}}",
                "{\"reasoning\":\"r\",\"action\":\"look\",\"n\":1.50}",
                "{\"note\":{}}{\"reasoning\":\"r\",\"action\":{\"name\":\"look\",\"arguments\":\"{\\\"n\\\":1.50}\"}}",
                "{\"reasoning\":\"r\",\"action\":{\"type\":\"function\",\"function\":{\"name\":\"functions.look\",\"arguments\":{\"n\":1.50}}}}",
                "{\"reasoning\":\"r\",\"actions\":[{\"tool\":\"look\",\"args\":{\"n\":1.50}}]}",
                "{\"reasoning\":\"r\",\"action\":[{\"tool\":\"look\",\"args\":{\"n\":1.50}}]}",
                "[{\"reasoning\":\"r\",\"action\":{\"tool\":\"look\",\"args\":{\"n\":1.50}}}]",
                "{\"reasoning\":\"r\",\"tool_uses\":[{\"recipient_name\":\"functions.look\",\"parameters\":{\"n\":1.50}}]}",
                "{\"reasoning\":\"r\",\"look\":{\"n\":1.50}}",
                "{\"reasoning\":\"r\",\"action\":{\"look\":{\"n\":1.50}}}",
                "{\"response\":{\"reasoning\":\"r\",\"action\":{\"tool\":\"look\",\"args\":{\"n\":1.50}}}}",
                "{\"reasoning\":\"r\",\"action\":\"{\\\"tool\\\":\\\"look\\\",\\\"args\\\":{\\\"n\\\":1.50}}\"}",
                "\"{\\\"reasoning\\\": \\\"r\\\", \\\"action\\\": {\\\"tool\\\": \\\"look\\\", \\\"args\\\": {\\\"n\\\": 1.50}}}\"",
                "```json\n\"{\\\"reasoning\\\":\\\"r\\\",\\\"action\\\":{\\\"tool\\\":\\\"look\\\",\\\"args\\\":{\\\"n\\\":1.50}}}\"\n```",
                "{\\\"reasoning\\\":\\\"r\\\",\\\"action\\\":{\\\"tool\\\":\\\"look\\\",\\\"args\\\":{\\\"n\\\":1.50}}}",
            })
    void readsAStepInAllItsForms(String content) {
        assertThat(read(content)).isEqualTo(new ModelAnswer.Step("r", "look", "{\"n\":1.50}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_call>{\"name\":\"look\",\"arguments\":{\"n\":2}}</tool_call>",
                "[TOOL_CALLS][{\"name\":\"look\",\"arguments\":{\"n\":2}}]",
                "[TOOL_CALLS]look[ARGS]{\"n\":2}",
                "Thought: I need it.\nAction: look\nAction Input: {\"n\":2}",
                "commentary to=functions.look json{\"n\":2}",
                "look({\"n\":2})",
                "print(default_api.look(n=2))",
                "<function=look>\n<parameter=n>\n2\n</parameter>\n</function>",
                "<invoke name=\"look\"><parameter name=\"n\">2</parameter></invoke>",
            })
    void readsACallThatIsSpelledOut(String content) {
        assertThat(read(content)).isEqualTo(new ModelAnswer.Step("", "look", "{\"n\":2}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "functions.look",
                "tools/look",
                "look<|channel|>commentary",
                "functions.look:0",
                "mcp__desk__look",
                "`look`",
                "LOOK",
                "look()"
            })
    void findsTheToolBehindWhatServersMakeOfItsName(String name) {
        assertThat(call("", new ToolCall("1", name, "{\"n\":2}")))
                .isEqualTo(new ModelAnswer.Step("", "look", "{\"n\":2}"));
    }

    @ParameterizedTest
    @CsvSource({
        "searchRecords, search_records",
        "search_record, search_records",
        "serch_records, search_records",
        "approveClaim, approve_claim",
        "sendMessageToRemoteAgents, sendMessageToRemoteAgent",
        "send_message_to_remote_agent, sendMessageToRemoteAgent",
        "sendMessage, sendMessageToRemoteAgent",
        "reply, sendMessageToRemoteAgent",
        "read_attachment, readAttachment"
    })
    void findsAToolWhoseNameIsNearlyRight(String written, String meant) {
        assertThat(read("{\"action\":{\"tool\":\"" + written + "\",\"args\":{\"text\":\"x\"}}}"))
                .isInstanceOfSatisfying(
                        ModelAnswer.Step.class, step -> assertThat(step.tool()).isEqualTo(meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve_claims", "aprove_claim", "sleep", "fly", ""})
    void guessesNoDecisionAndNoToolThatThereIsNot(String written) {
        assertThat(read("{\"action\":{\"tool\":\"" + written + "\",\"args\":{}}}"))
                .isInstanceOf(ModelAnswer.Unusable.class);
    }

    static Stream<String> messages() {
        return Stream.of("message", "content", "body", "reply")
                .map(name ->
                        "{\"action\":{\"tool\":\"sendMessageToRemoteAgent\",\"args\":{\"" + name + "\":\"FINAL\"}}}");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("messages")
    @ValueSource(
            strings = {
                "{\"action\":{\"tool\":\"sendMessageToRemoteAgent\",\"args\":\"FINAL\"}}",
                "{\"tool\":\"sendMessageToRemoteAgent\",\"text\":\"FINAL\"}",
                "{\"message\":\"FINAL\"}",
                "FINAL",
                "  FINAL\n"
            })
    void readsAMessageWhereverItsWordsAre(String content) {
        assertThat(read(content))
                .isEqualTo(new ModelAnswer.Step("", "sendMessageToRemoteAgent", "{\"text\":\"FINAL\"}"));
    }

    @Test
    void wordsBesideAToolCallDoNotHideIt() {
        assertThat(call("Let me look.", new ToolCall("1", "look", "{\"n\":2}")))
                .isEqualTo(new ModelAnswer.Step("Let me look.", "look", "{\"n\":2}"));
        assertThat(call("{\"note\":1}", new ToolCall("1", "look", "{\"n\":2}")))
                .isEqualTo(new ModelAnswer.Step("", "look", "{\"n\":2}"));
    }

    @Test
    void countsTheStepsThatFollowTheFirst() {
        assertThat(
                        read(
                                "{\"reasoning\":\"r\",\"actions\":[{\"tool\":\"look\",\"args\":{}},{\"tool\":\"done\",\"args\":{}}]}"))
                .isEqualTo(new ModelAnswer.Step("r", "look", "{}", 1));
        assertThat(call("", new ToolCall("1", "look", ""), new ToolCall("2", "done", "{}")))
                .isEqualTo(new ModelAnswer.Step("", "look", "{}", 1));
    }

    @Test
    void saysWhyAnAnswerCannotBeUsed() {
        assertThat(read("I will use search_records now."))
                .isEqualTo(new ModelAnswer.Unusable("there is no JSON object in it"));
        assertThat(read("{\"action\":{\"tool\":\"look\""))
                .isEqualTo(new ModelAnswer.Unusable("the JSON object is broken or cut off"));
        assertThat(read("{}")).isEqualTo(new ModelAnswer.Unusable("the object has no action.tool"));
        assertThat(read("{\"action\":{\"tool\":\"look\",\"args\":[1]}}"))
                .isEqualTo(new ModelAnswer.Unusable("action.args must be an object"));
        assertThat(READER.read(new ChatResponse("Dear Sir or", List.of(), null, "p", "m", "length")))
                .isEqualTo(new ModelAnswer.Unusable("it was cut off at the token limit; think less and write less"));
    }

    @Test
    void hostileTextCostsNoTime() {
        assertThat(read("{".repeat(300_000))).isInstanceOf(ModelAnswer.Unusable.class);
        assertThat(read("{\"a\":".repeat(100_000))).isInstanceOf(ModelAnswer.Unusable.class);
        assertThat(read("look(".repeat(50_000))).isInstanceOf(ModelAnswer.class);
        assertThat(read("look(a=\"" + "\\\\".repeat(20_000))).isInstanceOf(ModelAnswer.class);
    }
}
