package me.fhir.chitchat.db.predecessor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/** The Meta of an imported conversation: as it was stored when it is valid, else the parts of it that are. */
final class PredecessorMeta {
    /** Not stored: readers of the conversation apply the server's default. */
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private PredecessorMeta() {}

    static NewConversation of(@Nullable String metaJson, @Nullable String title, Collection<String> speakers) {
        Map<String, @Nullable Object> fields = fields(metaJson);
        boolean titled = title == null || fields.get("title") instanceof String;
        if (metaJson != null && titled && valid(fields)) {
            return conversation(metaJson.strip(), fields);
        }
        if (!titled) {
            fields.put("title", title);
        }
        repair(fields, speakers);
        return conversation(PlainJson.text(fields), fields);
    }

    private static NewConversation conversation(String json, Map<String, @Nullable Object> fields) {
        return new NewConversation(new RawJson(json), meta(fields).setup(NO_LIMIT));
    }

    private static Meta meta(Map<String, @Nullable Object> fields) {
        return Meta.of(StoredJson.object(PlainJson.text(fields)));
    }

    private static Map<String, @Nullable Object> fields(@Nullable String metaJson) {
        if (metaJson != null) {
            try {
                return PlainJson.map(Json.parseObject(metaJson));
            } catch (JsonSyntaxException e) {
                // Then the conversation has no usable Meta.
                return new LinkedHashMap<>();
            }
        }
        return new LinkedHashMap<>();
    }

    private static boolean valid(Map<String, @Nullable Object> fields) {
        try {
            meta(fields);
            return true;
        } catch (ConversationException e) {
            return false;
        }
    }

    private static void repair(Map<String, @Nullable Object> fields, Collection<String> speakers) {
        Object listed = fields.get("agents");
        fields.put("agents", agents(listed instanceof List<?> list ? list : List.of(), speakers));
        for (String name : List.of("startingAgentId", "title", "description", "scenarioId", "config", "watchdog")) {
            Map<String, @Nullable Object> alone = new LinkedHashMap<>();
            alone.put("agents", fields.get("agents"));
            alone.put(name, fields.get(name));
            if (!valid(alone)) {
                fields.remove(name);
            }
        }
    }

    private static List<Map<String, Object>> agents(List<?> listed, Collection<String> speakers) {
        Set<String> seen = new LinkedHashSet<>();
        List<Map<String, Object>> agents = new ArrayList<>();
        for (Object entry : listed) {
            Map<String, Object> agent = new LinkedHashMap<>();
            if (entry instanceof Map<?, ?> map) {
                map.forEach((name, value) -> agent.put(String.valueOf(name), value));
                agent.putIfAbsent("id", map.get("agentId"));
            } else {
                agent.put("id", entry);
            }
            List<Map<String, Object>> alone = List.of(agent);
            if (valid(new LinkedHashMap<>(Map.of("agents", alone))) && seen.add(String.valueOf(agent.get("id")))) {
                agents.add(agent);
            }
        }
        speakers.stream().filter(seen::add).forEach(id -> agents.add(Map.of("id", id)));
        if (agents.isEmpty()) {
            agents.add(Map.of("id", "unknown"));
        }
        return agents;
    }
}
