package me.fhir.chitchat.a2a.dial;

import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;

/**
 * What an agent says while it works on its answer, as private traces of its seat. Only the first are kept, or an agent
 * that never comes to an end would fill the log; nor does it seem alive for longer than its conversation may be silent.
 */
final class ProgressTraces {
    static final int MAX_PER_TURN = 200;

    private final TurnContext context;
    private int kept;

    ProgressTraces(TurnContext context) {
        this.context = context;
    }

    void keep(String words) throws InterruptedException {
        if (kept == MAX_PER_TURN) {
            return;
        }
        kept++;
        context.sendTrace(new RawJson(
                JsonWriter.object(json -> json.text("type", "thought").text("content", words))));
    }
}
