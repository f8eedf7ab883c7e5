package me.fhir.chitchat.playground;

import java.util.List;
import me.fhir.chitchat.a2a.client.AgentAnswer;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** An agent's answer: {@code {taskId?, contextId?, state?, messages:[{parts}], known}}; files are named, their bytes left out. */
final class AnswerJson {
    private AnswerJson() {}

    static void write(JsonWriter json, AgentAnswer answer) {
        json.optionalText("taskId", answer.taskId())
                .optionalText("contextId", answer.contextId())
                .optionalText("state", answer.state())
                .objects("messages", answer.messages(), AnswerJson::message)
                .texts("known", answer.known());
    }

    private static void message(JsonWriter json, List<Part> parts) {
        json.objects("parts", parts, AnswerJson::part);
    }

    private static void part(JsonWriter json, Part part) {
        if (part instanceof Part.TextPart text) {
            json.text("text", text.text());
        } else if (part instanceof Part.DataPart data) {
            json.raw("data", data.json());
        } else if (part instanceof Part.FileBytes bytes) {
            file(json, bytes.name(), bytes.mediaType(), null);
        } else if (part instanceof Part.FileAddress address) {
            file(json, address.name(), address.mediaType(), address.uri());
        }
    }

    private static void file(
            JsonWriter json, @Nullable String name, @Nullable String mediaType, @Nullable String address) {
        json.object("file", file -> file.optionalText("name", name)
                .optionalText("mediaType", mediaType)
                .optionalText("address", address));
    }
}
