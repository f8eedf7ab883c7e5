package me.fhir.chitchat.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** Collects the marked facts of a scenario's agents. */
final class SecretFacts {
    private static final int MAX = 500;

    private final List<SecretFact> facts = new ArrayList<>();

    private SecretFacts() {}

    /** The marked facts of all agents. */
    static List<SecretFact> of(Json.Object scenario) {
        SecretFacts collected = new SecretFacts();
        for (Json.Object agent : scenario.objects("agents")) {
            String owner = agent.text("agentId");
            if (owner != null) {
                agent.objects("disclosure").forEach(mark -> collected.mark(agent, owner, mark));
            }
        }
        return List.copyOf(collected.facts);
    }

    private void mark(Json.Object agent, String owner, Json.Object mark) {
        String policy = mark.text("policy");
        String pointer = mark.text("path");
        String title = mark.text("title");
        String canary = mark.text("canary");
        if (policy == null) {
            return;
        }
        String words = title == null ? "" : title;
        if (canary != null && !canary.isBlank()) {
            add(SecretFact.of(new FactMark(pointer == null ? "canary" : pointer, owner, policy), words, canary));
        }
        if (pointer == null) {
            return;
        }
        Json value = at(agent.object("knowledgeBase"), pointer);
        if (value != null) {
            leaves(
                    value,
                    pointer,
                    leaf -> add(SecretFact.of(new FactMark(leaf.pointer(), owner, policy), words, leaf.value())));
        }
    }

    private void add(SecretFact fact) {
        if (facts.size() < MAX && !fact.spellings().plain().get(0).isEmpty()) {
            facts.add(fact);
        }
    }

    private record MarkedValue(String pointer, String value) {}

    /** Yes and no cannot be searched for: they occur in every conversation. */
    private static void leaves(Json value, String pointer, Consumer<MarkedValue> each) {
        if (value instanceof Json.Object object) {
            object.members().forEach((name, member) -> leaves(member, pointer + "/" + escaped(name), each));
        } else if (value instanceof Json.Array array) {
            List<Json> elements = array.elements();
            for (int i = 0; i < elements.size(); i++) {
                leaves(elements.get(i), pointer + "/" + i, each);
            }
        } else if (value instanceof Json.Text text) {
            each.accept(new MarkedValue(pointer, text.value()));
        } else if (value instanceof Json.Number number) {
            each.accept(new MarkedValue(pointer, number.raw()));
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** The value at a JSON Pointer (RFC 6901), or null. */
    static @Nullable Json at(@Nullable Json root, String pointer) {
        Json value = root;
        if (pointer.isEmpty()) {
            return value;
        }
        for (String step : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            if (value instanceof Json.Object object) {
                value = object.get(name);
            } else if (value instanceof Json.Array array && name.matches("\\d{1,6}")) {
                List<Json> elements = array.elements();
                int place = Integer.parseInt(name);
                value = place < elements.size() ? elements.get(place) : null;
            } else {
                return null;
            }
        }
        return value;
    }

    /** The knowledge of all agents from the start. */
    static NormalText common(Json.Object scenario) {
        Json metadata = scenario.get("metadata");
        return NormalText.of(metadata == null ? "" : JsonText.of(metadata));
    }

    /** The further knowledge of each agent from the start: its part of the scenario. */
    static Map<String, NormalText> known(Json.Object scenario) {
        Map<String, NormalText> known = new LinkedHashMap<>();
        for (Json.Object agent : scenario.objects("agents")) {
            String id = agent.text("agentId");
            if (id != null) {
                // A fact that others disclosed to the agent is not its secret.
                known.put(id, NormalText.of(JsonText.of(agent)));
            }
        }
        return known;
    }
}
