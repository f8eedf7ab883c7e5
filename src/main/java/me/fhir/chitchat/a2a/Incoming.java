package me.fhir.chitchat.a2a;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A message as a client sends it (A2A 0.3, section 7.1; 1.0, section 3.2.1).
 *
 * @param metadata the client's own JSON object, or null
 */
record Incoming(
        String messageId,
        @Nullable String taskId,
        @Nullable String contextId,
        List<Part> parts,
        @Nullable String metadata) {
    Incoming {
        parts = List.copyOf(parts);
    }

    /** Reads and checks {@code params.message}. */
    static Incoming read(Wire wire, ParamReader message) {
        String role = message.text("role");
        if (!role.equals(wire.userRole())) {
            throw A2aError.INVALID_PARAMS.because(message.path() + ".role must be \"" + wire.userRole() + "\".");
        }
        List<Part> parts = wire.parts(objects(message));
        if (parts.isEmpty()) {
            throw A2aError.INVALID_PARAMS.because(
                    message.path() + ".parts must hold at least one text, file or data part.");
        }
        return new Incoming(
                message.name("messageId"),
                message.optionalName("taskId"),
                message.optionalName("contextId"),
                parts,
                message.has("metadata") ? message.json("metadata", JsonKind.OBJECT) : null);
    }

    private static List<JsonObject> objects(ParamReader message) {
        List<JsonObject> objects = new ArrayList<>();
        for (String element : message.list("parts")) {
            try {
                objects.add(JsonObject.parse(element));
            } catch (JsonSyntaxException e) {
                throw A2aError.INVALID_PARAMS.because(
                        message.path() + ".parts." + objects.size() + " must be an object.");
            }
        }
        return objects;
    }
}
