package me.fhir.chitchat.wire;

import java.util.List;
import me.fhir.chitchat.json.JsonFaults;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.EditLock;
import me.fhir.chitchat.scenario.ScenarioItem;

/** Scenarios as rows of a list: no config, and of what an author wrote only as much as a row can hold. */
public final class ScenarioSummaryJson {
    private static final int MAX_TAGS = 24;
    private static final int MAX_AGENTS = 24;

    private ScenarioSummaryJson() {}

    /** One row. */
    public static void write(JsonWriter json, ScenarioItem item) {
        JsonFields config = JsonFields.of(StoredJson.object(item.config().text()), "", JsonFaults.IGNORED);
        JsonFields metadata = config.object("metadata");
        List<String> tags = metadata.texts("tags");
        json.beginObject()
                .text("id", item.id())
                .text("name", Excerpt.of(item.name()))
                .text("title", Excerpt.of(metadata.text("title")))
                .text("description", Excerpt.of(metadata.text("description")))
                .texts("tags", tags.stream().limit(MAX_TAGS).map(Excerpt::of).toList())
                .list(
                        "agents",
                        config.objects("agents").stream().limit(MAX_AGENTS).toList(),
                        (list, agent) -> list.beginObject()
                                .text("agentId", Excerpt.of(agent.text("agentId")))
                                .text(
                                        "name",
                                        Excerpt.of(agent.object("principal").text("name")))
                                .endObject())
                .flag("published", tags.contains(EditLock.PUBLISHED))
                .text("createdAt", Timestamps.format(item.createdAt()))
                .text("modifiedAt", Timestamps.format(item.modifiedAt()))
                .endObject();
    }
}
