package me.fhir.chitchat.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelOutputTest {
    private static ModelOutput read(String text) {
        return ModelOutput.read(text, "", List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>DRAFT</think>FINAL",
                "<think>\nDRAFT\n</think>\n\nFINAL",
                "<THINK>DRAFT</THINK> FINAL",
                "< think >DRAFT</ think >FINAL",
                "<think type=\"deep\">DRAFT</think>FINAL",
                "<thinking>DRAFT</thinking>FINAL",
                "<thought>DRAFT</thought>FINAL",
                "<reasoning>DRAFT</reasoning>FINAL",
                "<seed:think>DRAFT</seed:think>FINAL",
                "[THINK]DRAFT[/THINK]FINAL",
                "\u25c1think\u25b7DRAFT\u25c1/think\u25b7FINAL",
                "<|think|>DRAFT<|/think|>FINAL",
                "<|START_THINKING|>DRAFT<|END_THINKING|><|START_RESPONSE|>FINAL<|END_RESPONSE|>",
                "<|begin_of_thought|>DRAFT<|end_of_thought|>\n<|begin_of_solution|>FINAL<|end_of_solution|>",
                "<unused94>thought\nDRAFT<unused95>FINAL",
                "DRAFT</think>FINAL",
                "DRAFT\n[/THINK]\nFINAL",
                "<think>a<think>DRAFT</think>b</think>FINAL",
                "<think>DRAFT</think><answer>FINAL</answer>",
                "<think>one</think>FINAL<think>DRAFT</think>",
                "FINAL<think>DRAFT",
                "<think>DRAFT</think>FINAL<|im_end|>",
                "<|channel|>analysis<|message|>DRAFT<|end|><|start|>assistant<|channel|>final<|message|>FINAL<|return|>",
                "analysis<|message|>DRAFT<|end|><|start|>assistant<|channel|>final<|message|>FINAL",
                "<|start|>assistant<|channel|>analysis<|message|>DRAFT<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>FINAL",
                "<|channel|>commentary<|message|>DRAFT<|end|><|start|>assistant<|channel|>final<|message|>FINAL",
                "DRAFT<|end|><|start|>assistant<|channel|>final<|message|>FINAL",
                "analysisDRAFT about it.assistantfinalFINAL",
                "<|channel>thought\nDRAFT<channel|>FINAL",
            })
    void separatesThinkingFromTheAnswerInAllItsSpellings(String text) {
        ModelOutput output = read(text);

        assertThat(output.content()).isEqualTo("FINAL");
        assertThat(output.reasoning()).contains("DRAFT").doesNotContain("FINAL");
        assertThat(output.raw()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>only this",
                "<think>only this</think>",
                "only this</think>",
                "<|channel|>analysis<|message|>only this<|end|>"
            })
    void thinkingAloneIsNoAnswer(String text) {
        assertThat(read(text).isEmpty()).isTrue();
        assertThat(read(text).reasoning()).isEqualTo("only this");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Use the tag `<think>` for it.",
                "a < b and b > c, [see below]",
                "A [thought] on that.",
                " leading blanks stay, {\"a\": 1.50} ",
                "analysis of the assistant finally",
                "<p>Hello</p>",
                ""
            })
    void leavesOtherTextAsItIs(String text) {
        assertThat(read(text).content()).isEqualTo(text);
        assertThat(read(text).reasoning()).isEmpty();
    }

    @Test
    void takesThinkingOutOfTheStringsOfAnObjectAndLeavesTheRestAsWritten() {
        assertThat(read("{\"n\": 1.50, \"text\": \"<think>the limit is 900</think>Hello \\\"you\\\"\"}")
                        .content())
                .isEqualTo("{\"n\": 1.50, \"text\": \"Hello \\\"you\\\"\"}");
        ToolCall call = new ToolCall("1", "t", "{\"text\":\"hm</think>Hello\"}");
        assertThat(ModelOutput.read("", "", List.of(call)).toolCalls())
                .containsExactly(new ToolCall("1", "t", "{\"text\":\"Hello\"}"));
    }

    @Test
    void aChannelWithARecipientIsAToolCall() {
        ModelOutput output = read("<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>commentary"
                + " to=functions.look <|constrain|>json<|message|>{\"n\":1}<|call|>");

        assertThat(output.toolCalls()).containsExactly(new ToolCall("call_0", "functions.look", "{\"n\":1}"));
        assertThat(output.content()).isEmpty();
        assertThat(read("<|start|>assistant to=functions.look<|channel|>commentary json<|message|>{\"n\":1}")
                        .toolCalls())
                .extracting(ToolCall::name)
                .containsExactly("functions.look");
    }

    @Test
    void anAnswerThatTheServerTookForReasoningIsAnAnswerOnlyWhenItIsOneObject() {
        assertThat(ModelOutput.read("", "{\"action\":{}}", List.of()).content()).isEqualTo("{\"action\":{}}");
        assertThat(ModelOutput.read("", "```json\n{\"action\":{}}\n```", List.of())
                        .isEmpty())
                .isFalse();
        assertThat(ModelOutput.read("", "Maybe {\"action\":{}}, or not.", List.of())
                        .isEmpty())
                .isTrue();
        assertThat(ModelOutput.read("<think>{\"action\":{}}</think>", "", List.of())
                        .isEmpty())
                .isTrue();
        assertThat(ModelOutput.read("yes", "{\"action\":{}}", List.of()).content())
                .isEqualTo("yes");
    }

    @Test
    void hostileTextCostsNoTime() {
        assertThat(read("<think>".repeat(100_000)).isEmpty()).isTrue();
        assertThat(read("</think>".repeat(100_000)).isEmpty()).isTrue();
        assertThat(read("<|channel|>".repeat(50_000)).isEmpty()).isTrue();
        assertThat(read("\"" + "\\\\".repeat(100_000)).content()).isNotEmpty();
        assertThat(read("< ".repeat(100_000)).content()).isNotEmpty();
    }
}
