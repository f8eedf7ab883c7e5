package me.fhir.chitchat.agent.planner;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.agent.UnusableAnswer;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;

/** Writes an agent's steps to the log, so that {@link AgentMemory} can be rebuilt from it. */
record Traces(TurnContext context, AgentMemory memory) {
    /** Writes why the agent takes its next step, with the answers of the model that could not be used before. */
    void thought(String content, List<UnusableAnswer> unusable) throws InterruptedException {
        write("thought", json -> {
            json.text("content", content);
            if (!unusable.isEmpty()) {
                PlainJson.write(json.name("unusableAnswers"), UnusableAnswer.plain(unusable));
            }
        });
    }

    /** Writes the call and names it. */
    String call(ModelAnswer.Step step) throws InterruptedException {
        String id = memory.calls().nextId();
        call(step, id);
        return id;
    }

    /** Writes the call under an id of its own. */
    void call(ModelAnswer.Step step, String id) throws InterruptedException {
        write(
                "tool_call",
                json -> json.text("name", step.tool()).raw("args", step.args()).text("toolCallId", id));
    }

    /** Writes what a call returned, a JSON value. */
    void returned(String callId, String json) throws InterruptedException {
        result(callId, trace -> trace.raw("result", json));
    }

    /** Writes the result that the same call had before, with a hint for the model. */
    void repeated(String callId, AgentMemory.ToolOutcome earlier, String hint) throws InterruptedException {
        result(
                callId,
                json -> (earlier.failed() ? json.text("error", earlier.text()) : json.raw("result", earlier.text()))
                        .optionalText("hint", hint.isEmpty() ? null : hint));
    }

    void failed(String callId, String reason) throws InterruptedException {
        result(callId, json -> json.text("error", reason));
    }

    /** Writes which servers did not offer all their tools, each as a failed call that asked for them. */
    void missing(Map<String, String> problems) throws InterruptedException {
        int before = memory.calls().count();
        for (Map.Entry<String, String> problem : problems.entrySet()) {
            String id = context.agentId() + "-" + ++before;
            call(new ModelAnswer.Step("", problem.getKey() + "__tools/list", "{}"), id);
            failed(id, problem.getValue());
        }
    }

    private void result(String callId, Consumer<JsonWriter> members) throws InterruptedException {
        write("tool_result", json -> members.accept(json.text("toolCallId", callId)));
    }

    private void write(String type, Consumer<JsonWriter> members) throws InterruptedException {
        context.sendTrace(new RawJson(JsonWriter.object(json -> members.accept(json.text("type", type)))));
    }
}
