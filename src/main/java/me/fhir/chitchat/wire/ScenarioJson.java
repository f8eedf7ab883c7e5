package me.fhir.chitchat.wire;

import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.scenario.ScenarioItem;

/** Stored scenarios as JSON text; config and history stay as their author wrote them. */
public final class ScenarioJson {
    private ScenarioJson() {}

    public static void write(JsonWriter json, ScenarioItem item) {
        json.beginObject()
                .text("id", item.id())
                .text("name", item.name())
                .raw("config", item.config().text())
                .raw("history", item.history().text())
                .text("createdAt", Timestamps.format(item.createdAt()))
                .text("modifiedAt", Timestamps.format(item.modifiedAt()))
                .endObject();
    }

    public static String item(ScenarioItem item) {
        JsonWriter json = new JsonWriter(item.config().text().length() + 256);
        write(json, item);
        return json.toString();
    }
}
