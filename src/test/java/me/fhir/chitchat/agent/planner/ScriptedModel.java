package me.fhir.chitchat.agent.planner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ModelException;

/** Answers planner and oracle prompts with prepared texts, in their order, and keeps what it was asked. */
final class ScriptedModel implements ChatModel {
    private final Deque<String> steps = new ArrayDeque<>();
    private final Deque<String> toolAnswers = new ArrayDeque<>();
    final List<ChatRequest> asked = new ArrayList<>();

    ScriptedModel steps(String... answers) {
        steps.addAll(List.of(answers));
        return this;
    }

    ScriptedModel tools(String... answers) {
        toolAnswers.addAll(List.of(answers));
        return this;
    }

    static String step(String tool, String args) {
        return "{\"reasoning\":\"because\",\"action\":{\"tool\":\"" + tool + "\",\"args\":" + args + "}}";
    }

    static String say(String args) {
        return step("sendMessageToRemoteAgent", args);
    }

    @Override
    public ChatResponse complete(ChatRequest request) throws ModelException {
        asked.add(request);
        Deque<String> answers = request.purpose() instanceof OracleCall ? toolAnswers : steps;
        if (answers.isEmpty()) {
            throw new ModelException(new ModelException.FailureDetails("stub", 503, null, true), "Nothing prepared.");
        }
        return new ChatResponse(answers.remove(), List.of(), null, "stub", "stub-model", "stop");
    }

    String prompt(int call) {
        StringBuilder text = new StringBuilder();
        for (ChatMessage message : asked.get(call).messages()) {
            text.append("=== ")
                    .append(message.role())
                    .append('\n')
                    .append(message.content())
                    .append("\n\n");
        }
        return text.toString();
    }

    String allPrompts() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < asked.size(); i++) {
            all.append(prompt(i)).append(asked.get(i).purpose());
        }
        return all.toString();
    }

    int calls() {
        return asked.size();
    }
}
