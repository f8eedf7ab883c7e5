package me.fhir.chitchat.wire;

import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.scenario.ScenarioItem;

/** Stored scenarios as JSON text; config and history stay as their author wrote them. */
public final class ScenarioJson {
    private ScenarioJson() {}

    public static void append(StringBuilder out, ScenarioItem item) {
        out.append("{\"id\":");
        JsonText.appendQuoted(out, item.id());
        out.append(",\"name\":");
        JsonText.appendQuoted(out, item.name());
        out.append(",\"config\":").append(item.config().text());
        out.append(",\"history\":").append(item.history().text());
        out.append(",\"createdAt\":\"").append(Timestamps.format(item.createdAt()));
        out.append("\",\"modifiedAt\":\"").append(Timestamps.format(item.modifiedAt()));
        out.append("\"}");
    }

    public static String item(ScenarioItem item) {
        StringBuilder out = new StringBuilder(item.config().text().length() + 256);
        append(out, item);
        return out.toString();
    }
}
