package me.fhir.chitchat.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EchoAgentTest {
    @Test
    void twoOfThemAlternateUntilTheTurnLimit() throws InterruptedException {
        InMemoryConversation conversation = new InMemoryConversation(null, "a", "b");
        conversation.play(Map.of("a", new EchoAgent(), "b", new EchoAgent()), "a");
        assertThat(conversation.lines().subList(0, 4))
                .containsExactly(
                        "a message none: Processing...",
                        "a message turn: Done",
                        "b message none: Processing...",
                        "b message turn: Done");
        assertThat(conversation.lines())
                .hasSize(81)
                .last()
                .asString()
                .startsWith("system-orchestrator message conversation");
    }
}
