package me.fhir.chitchat.world;

import me.fhir.chitchat.agent.planner.OutsideToolCalls.ToolReply;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** A tool's result as {@code {toolCallId, result, attachment?, endStatus?, next?}}. */
public final class ToolReplyJson {
    private ToolReplyJson() {}

    public static String of(ToolReply reply) {
        return JsonWriter.object(json -> json.text("toolCallId", reply.toolCallId())
                .raw("result", reply.result())
                .optionalText("attachment", reply.file())
                .optionalText("endStatus", reply.endStatus())
                .optionalText("next", next(reply)));
    }

    private static @Nullable String next(ToolReply reply) {
        if (reply.endStatus() == null) {
            return null;
        }
        return "Your next message ends the conversation with the outcome " + reply.endStatus()
                + (reply.file() == null ? "" : ", and " + reply.file() + " is attached to it")
                + ". Send it now.";
    }
}
