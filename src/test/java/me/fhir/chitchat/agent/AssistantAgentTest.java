package me.fhir.chitchat.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.UnusableRequestException;
import me.fhir.chitchat.rehearsal.RehearsalModel;
import org.junit.jupiter.api.Test;

class AssistantAgentTest {
    private final InMemoryConversation conversation = new InMemoryConversation(null, "me", "bot");
    private final List<ChatRequest> asked = new ArrayList<>();

    private AssistantAgent agent(ChatModel model, String config) {
        ChatModel recording = request -> {
            asked.add(request);
            return model.complete(request);
        };
        return new AssistantAgent(recording, AgentOptions.of(new RawJson(config)));
    }

    private static ChatResponse answer(String text) {
        return new ChatResponse(text, List.of(), null, "p", "m", null);
    }

    private void say(String agentId, String payload) throws InterruptedException {
        conversation.seat(agentId).sendMessage(new RawJson(payload), Finality.TURN);
    }

    @Test
    void answersTheLastMessage() throws InterruptedException {
        say("me", "{\"text\":\"what time is it?\"}");
        agent(new RehearsalModel(Duration.ZERO), "{}").takeTurn(conversation.seat("bot"));
        assertThat(conversation.lines()).last().isEqualTo("bot message turn: Mock response to: \"what time is it?\"");
    }

    @Test
    void opensAConversation() throws InterruptedException {
        agent(new RehearsalModel(Duration.ZERO), "{}").takeTurn(conversation.seat("bot"));
        assertThat(conversation.lines()).singleElement().asString().startsWith("bot message turn: Mock response to: ");
    }

    @Test
    void distinguishesItsOwnMessagesFromThoseOfOthers() throws InterruptedException {
        say("bot", "{\"text\":\"I open\"}");
        say(
                "me",
                "{\"text\":\"\",\"attachments\":[{\"name\":\"a.md\",\"contentType\":\"text/markdown\",\"content\":\"x\"}]}");
        agent(
                        request -> answer("ok"),
                        "{\"model\":\"big\",\"systemPromptExtra\":\"Speak Dutch.\",\"manner\":\"nitpicking\"}")
                .takeTurn(conversation.seat("bot"));
        ChatRequest request = asked.get(0);
        assertThat(request.choice().model()).isEqualTo("big");
        assertThat(request.messages().get(0).content())
                .contains("\n\nSpeak Dutch.\n\n# Your manner", "You are nitpicking.");
        assertThat(request.messages().subList(1, 4))
                .containsExactly(
                        ChatMessage.user("Please open the conversation."),
                        ChatMessage.assistant("I open"),
                        ChatMessage.user("[attached: a.md]"));
    }

    @Test
    void saysWhoSpeaksWhenThereAreSeveral() throws InterruptedException {
        InMemoryConversation three = new InMemoryConversation(null, "ann", "bob", "bot");
        three.seat("ann").sendMessage(new RawJson("{\"text\":\"one\"}"), Finality.TURN);
        three.seat("bob").sendMessage(new RawJson("{\"text\":\"two\"}"), Finality.TURN);
        agent(request -> answer("ok"), "{}").takeTurn(three.seat("bot"));
        assertThat(asked.get(0).messages()).last().isEqualTo(ChatMessage.user("ann: one\n\nbob: two"));
    }

    @Test
    void aFailingModelClosesTheTurnWithAnApologyAndATraceOfTheCause() throws InterruptedException {
        say("me", "{\"text\":\"hi\"}");
        ChatModel failing = request -> {
            throw new ModelException(
                    new ModelException.FailureDetails("openrouter", 402, "no_credit", false), "Out of credit.");
        };
        agent(failing, "{\"model\":\"big\"}").takeTurn(conversation.seat("bot"));
        assertThat(conversation.lines().get(1))
                .isEqualTo(
                        "bot trace none: {\"type\":\"thought\",\"content\":\"The model call failed: openrouter, model big,"
                                + " HTTP 402. Out of credit.\",\"error\":{\"provider\":\"openrouter\",\"model\":\"big\",\"status\":402,"
                                + "\"code\":\"no_credit\",\"retryable\":false,\"message\":\"The model call failed: openrouter, model"
                                + " big, HTTP 402. Out of credit.\"}}");
        assertThat(conversation.lines()).last().isEqualTo("system message conversation: ended");
    }

    @Test
    void anUnusableModelEndsTheConversationWithTheCauseInATrace() throws InterruptedException {
        say("me", "{\"text\":\"hi\"}");
        agent(
                        request -> {
                            throw new UnusableRequestException("There is no model \"big\".");
                        },
                        "{}")
                .takeTurn(conversation.seat("bot"));
        assertThat(conversation.lines().get(1)).contains("There is no model \\\"big\\\".");
        assertThat(conversation.completed()).isTrue();
    }

    @Test
    void anEmptyAnswerIsAskedForAgain() throws InterruptedException {
        say("me", "{\"text\":\"hi\"}");
        agent(request -> answer(asked.size() < 3 ? " \n" : "at last"), "{}").takeTurn(conversation.seat("bot"));
        assertThat(asked).hasSize(3);
        assertThat(conversation.lines()).last().isEqualTo("bot message turn: at last");
    }

    @Test
    void anAnswerThatStaysEmptyIsAnApologyOnceAndThenTheEnd() throws InterruptedException {
        say("me", "{\"text\":\"hi\"}");
        AssistantAgent silent = agent(request -> answer(""), "{}");
        silent.takeTurn(conversation.seat("bot"));
        assertThat(asked).hasSize(4);
        assertThat(conversation.lines().get(1)).contains("The model answered nothing.");
        assertThat(conversation.lines()).last().asString().startsWith("bot message turn: I am sorry");
        say("me", "{\"text\":\"again\"}");
        silent.takeTurn(conversation.seat("bot"));
        assertThat(conversation.lines()).last().isEqualTo("system message conversation: ended");
    }
}
