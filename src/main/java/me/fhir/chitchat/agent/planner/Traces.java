package me.fhir.chitchat.agent.planner;

import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;

/** Writes an agent's steps to the log, so that it replays the settings. */
record Traces(TurnContext context, AgentMemory memory) {
    void thought(String content) throws InterruptedException {
        write("thought", Map.of("content", JsonText.quote(content)));
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
        result(callId, "result", json);
    }

    void failed(String callId, String reason) throws InterruptedException {
        result(callId, "error", JsonText.quote(reason));
    }

    private void result(String callId, String member, String json) throws InterruptedException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("toolCallId", JsonText.quote(callId));
        members.put(member, json);
        write("tool_result", members);
    }

    private void write(String type, Map<String, String> members) throws InterruptedException {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put("type", JsonText.quote(type));
        payload.putAll(members);
        context.sendTrace(new RawJson(JsonObject.of(payload).text()));
    }
}
