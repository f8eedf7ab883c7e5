package me.fhir.chitchat.mcp;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;

/** The input schemas of roles' tools as clients take them: each is that of an object (Server, Tools, Data Types, Tool). */
final class RoleToolSchema {
    private static final String CONVERSATION = "conversationId";
    private static final String OTHER_NAME = "world_conversationId";

    private RoleToolSchema() {}

    /** The schema as it was given, made one of an object where it is not. */
    static String atSeat(String schema) {
        return object(schema).text();
    }

    /** The same with the conversation as a further argument, which an address of many conversations needs. */
    static String atBridge(String schema) {
        Json.Object object = object(schema).object();
        Json.Object given = object.object("properties");
        Json.Object properties = given == null ? Json.Object.EMPTY : given;
        List<String> required = new ArrayList<>(object.elements("required").stream()
                .filter(Json.Text.class::isInstance)
                .map(name -> ((Json.Text) name).value())
                .toList());
        String name = conversationArgument(schema);
        required.add(name);
        JsonEdit withConversation = JsonEdit.of(properties).set(name, property -> property.beginObject()
                .text("type", "string")
                .text("description", "As begin_chat_thread gave it.")
                .endObject());
        return JsonEdit.of(object)
                .set("properties", withConversation::write)
                .set("required", json -> json.values(required, JsonWriter::text))
                .text();
    }

    /** The name of the argument that names the conversation, which the tool itself does not have. */
    static String conversationArgument(String schema) {
        Json.Object properties = StoredJson.object(schema).object("properties");
        return properties != null && properties.has(CONVERSATION) ? OTHER_NAME : CONVERSATION;
    }

    private static JsonEdit object(String schema) {
        Json.Object given = StoredJson.object(schema);
        JsonEdit edit = JsonEdit.of(given);
        if (!"object".equals(given.text("type"))) {
            edit.text("type", "object");
        }
        if (given.has("properties") && given.object("properties") == null) {
            edit.remove("properties");
        }
        return edit;
    }
}
