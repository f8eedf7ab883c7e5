package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import org.junit.jupiter.api.Test;

class RehearsalModelTest {
    private final RehearsalModel model = new RehearsalModel(Duration.ZERO);

    @Test
    void quotesTheLastUserMessage() throws InterruptedException {
        ChatResponse response = model.complete(ChatRequest.of(List.of(
                ChatMessage.system("be brief"),
                ChatMessage.user("one"),
                ChatMessage.assistant("two"),
                ChatMessage.user("say \"three\""),
                ChatMessage.assistant("four"))));
        assertThat(response.content()).isEqualTo("Mock response to: \"say \"three\"\"");
        assertThat(response.provider()).isEqualTo("mock");
        assertThat(response.model()).isEqualTo("mock-model");
        assertThat(response.usage())
                .isEqualTo(new ChatResponse.TokenUsage(
                        8 + 3 + 3 + 11 + 4, response.content().length(), null));
    }

    @Test
    void saysSoWhenNoUserHasSpoken() throws InterruptedException {
        assertThat(model.complete(ChatRequest.of(List.of(ChatMessage.system("s"))))
                        .content())
                .isEqualTo("Mock response with no user input");
    }

    @Test
    void anInterruptEndsItsDelay() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new RehearsalModel(Duration.ofMinutes(1))
                        .complete(ChatRequest.of(List.of(ChatMessage.user("u")))))
                .isInstanceOf(InterruptedException.class);
    }
}
