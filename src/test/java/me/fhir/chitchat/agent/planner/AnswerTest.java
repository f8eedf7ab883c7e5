package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ToolCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static Answer read(String content) {
        return Answer.of(new ChatResponse(content, List.of(), null, "p", "m", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reasoning\":\"r\",\"action\":{\"tool\":\"t\",\"args\":{\"n\":1.50}}}",
                "Sure!\n```json\n{\"reasoning\":\"r\",\"action\":{\"tool\":\"t\",\"args\":{\"n\":1.50,},},}\n```\nDone.",
                "I think {this} is best: {\"reasoning\":\"r\",\"toolCall\":{\"tool\":\"t\",\"args\":{\"n\":1.50}}}",
                "{'reasoning':'r','action':{'tool':'t','args':{'n':1.50}}}",
                "{\"thought\":\"r\",\"tool\":\"t\",\"args\":{\"n\":1.50}}",
                "{\"reasoning\":\"r\",\"action\":\"t\",\"args\":{\"n\":1.50}}",
                "{\"note\":{}}{\"reasoning\":\"r\",\"action\":{\"name\":\"t\",\"arguments\":\"{\\\"n\\\":1.50}\"}}",
            })
    void readsWhatModelsWrite(String content) {
        assertThat(read(content)).isEqualTo(new Answer.Step("r", "t", "{\"n\":1.50}"));
    }

    @Test
    void readsAToolCallOfTheProvider() {
        ChatResponse response =
                new ChatResponse("", List.of(new ToolCall("1", "t", "{\"n\":2}")), null, "p", "m", null);
        assertThat(Answer.of(response)).isEqualTo(new Answer.Step("", "t", "{\"n\":2}"));
    }

    @Test
    void saysWhyAnAnswerCannotBeUsed() {
        assertThat(read("no")).isEqualTo(new Answer.Unusable("there is no JSON object in it"));
        assertThat(read("{\"action\":{\"tool\":\"t\""))
                .isEqualTo(new Answer.Unusable("the JSON object is broken or cut off"));
        assertThat(read("{}")).isEqualTo(new Answer.Unusable("the object has no action.tool"));
        assertThat(read("{\"action\":{\"tool\":\"t\",\"args\":[1]}}"))
                .isEqualTo(new Answer.Unusable("action.args must be an object"));
    }

    @Test
    void hostileBracesCostNoTime() {
        assertThat(read("{".repeat(300_000))).isInstanceOf(Answer.Unusable.class);
        assertThat(read("{\"a\":".repeat(100_000))).isInstanceOf(Answer.Unusable.class);
    }
}
