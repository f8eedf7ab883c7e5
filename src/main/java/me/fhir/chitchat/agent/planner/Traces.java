package me.fhir.chitchat.agent.planner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.agent.UnusableAnswer;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;

/** Writes an agent's steps to the log, so that it replays the settings. */
record Traces(TurnContext context, AgentMemory memory) {
    /** Writes why the agent takes its next step, with the answers of the model that could not be used before. */
    void thought(String content, List<UnusableAnswer> unusable) throws InterruptedException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("content", JsonText.quote(content));
        if (!unusable.isEmpty()) {
            members.put("unusableAnswers", JsonText.write(UnusableAnswer.plain(unusable)));
        }
        write("thought", members);
    }

    /** Writes the call and names it. */
    String call(Answer.Step step) throws InterruptedException {
        String id = memory.nextCallId();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("name", JsonText.quote(step.tool()));
        members.put("args", step.args());
        members.put("toolCallId", JsonText.quote(id));
        write("tool_call", members);
        return id;
    }

    /** Writes what a call returned, a JSON value. */
    void returned(String callId, String json) throws InterruptedException {
        result(callId, "result", json, "");
    }

    /** Writes the result that the same call had before, with a hint for the model. */
    void repeated(String callId, AgentMemory.Result earlier, String hint) throws InterruptedException {
        if (earlier.failed()) {
            result(callId, "error", JsonText.quote(earlier.text()), hint);
        } else {
            result(callId, "result", earlier.text(), hint);
        }
    }

    void failed(String callId, String reason) throws InterruptedException {
        result(callId, "error", JsonText.quote(reason), "");
    }

    private void result(String callId, String member, String json, String hint) throws InterruptedException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("toolCallId", JsonText.quote(callId));
        members.put(member, json);
        if (!hint.isEmpty()) {
            members.put("hint", JsonText.quote(hint));
        }
        write("tool_result", members);
    }

    private void write(String type, Map<String, String> members) throws InterruptedException {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put("type", JsonText.quote(type));
        payload.putAll(members);
        context.sendTrace(new RawJson(JsonObject.of(payload).text()));
    }
}
