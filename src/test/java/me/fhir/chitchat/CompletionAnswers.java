package me.fhir.chitchat;

import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** What a server of chat completions answers with. */
final class CompletionAnswers {
    /** The model that OpenRouter is asked for unless a caller names one. */
    static final String MODEL = "openai/gpt-oss-120b:nitro";

    static final String USAGE = "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7,\"cost\":0.00042}";

    private CompletionAnswers() {}

    /** One choice with this message, as JSON. */
    static String answer(String message, @Nullable String finishReason) {
        return "{\"id\":\"gen-1\",\"model\":\"openai/gpt-oss-120b\",\"choices\":[{\"index\":0,\"finish_reason\":"
                + (finishReason == null ? "null" : JsonWriter.quoted(finishReason)) + ",\"message\":" + message + "}],"
                + USAGE + "}";
    }

    /** One complete choice with this text. */
    static String saying(String content) {
        return answer("{\"role\":\"assistant\",\"content\":" + JsonWriter.quoted(content) + "}", "stop");
    }
}
