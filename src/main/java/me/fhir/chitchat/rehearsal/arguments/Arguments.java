package me.fhir.chitchat.rehearsal.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.jspecify.annotations.Nullable;

/** Fills a tool's arguments from what is known; what is not known stays open. */
public final class Arguments {
    private static final int MAX_DEPTH = 12;
    /** More than any tool asks for; a schema that refers to itself could ask for the whole memory. */
    private static final int MAX_STEPS = 2_000;

    private static final int MAX_ITEMS = 50;

    private final Map<?, ?> root;
    private final ValueFinder values;
    private final List<String> missing = new ArrayList<>();
    private int steps;

    private Arguments(Map<?, ?> root, ValueFinder values) {
        this.root = root;
        this.values = values;
    }

    /**
     * The arguments for a call.
     *
     * @param json the text of a JSON object, without what is missing
     * @param missing the names of required arguments without a known value
     * @param sources where the values come from
     */
    public record Filled(String json, List<String> missing, Set<Source> sources) {
        public boolean isComplete() {
            return missing.isEmpty();
        }
    }

    public static Filled of(RoleTool tool, ValueFinder values) {
        Map<?, ?> schema;
        try {
            schema = PlainJson.map(Json.parseObject(tool.inputSchema()));
        } catch (JsonSyntaxException e) {
            schema = Map.of();
        }
        Arguments arguments = new Arguments(schema, values);
        Map<String, Object> object = arguments.object(List.of(), schema, 0);
        return new Filled(PlainJson.text(object), List.copyOf(arguments.missing), values.used());
    }

    private Map<String, Object> object(List<String> path, Map<?, ?> schema, int depth) {
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        Set<String> required = new LinkedHashSet<>();
        if (schema.get("required") instanceof List<?> list) {
            list.forEach(name -> required.add(String.valueOf(name)));
        }
        Map<String, Object> filled = new LinkedHashMap<>();
        properties.forEach((key, property) -> {
            String name = String.valueOf(key);
            fill(path, name, property, required.remove(name), depth, filled);
        });
        // Required but not described.
        for (String name : required) {
            fill(path, name, Map.of(), true, depth, filled);
        }
        return filled;
    }

    private void fill(
            List<String> path,
            String name,
            @Nullable Object property,
            boolean required,
            int depth,
            Map<String, Object> filled) {
        if (depth > MAX_DEPTH || steps > MAX_STEPS) {
            if (required) {
                missing.add(name);
            }
            return;
        }
        List<String> at = new ArrayList<>(path);
        at.add(name);
        int before = missing.size();
        Optional<Object> value = value(at, property, required, depth + 1);
        if (value.isPresent() && (required || missing.size() == before)) {
            filled.put(name, value.get());
        }
        if (!required) {
            missing.subList(before, missing.size()).clear();
        } else if (value.isEmpty() && missing.size() == before) {
            missing.add(label(at));
        }
    }

    private static String label(List<String> path) {
        String last = path.get(path.size() - 1);
        return path.size() > 1 ? path.get(path.size() - 2) + " " + TextFormat.spaced(last) : last;
    }

    private Optional<Object> value(List<String> path, @Nullable Object given, boolean required, int depth) {
        Map<?, ?> schema = resolved(given, depth);
        if (schema.containsKey("const")) {
            return Optional.ofNullable(schema.get("const"));
        }
        ValueSchema limits = new ValueSchema(schema);
        if (limits.type().equals("object")) {
            Map<String, Object> object = object(path, schema, depth);
            boolean empty = object.isEmpty() && !(schema.get("required") == null && required);
            return empty ? Optional.empty() : Optional.of(object);
        }
        if (limits.type().equals("array")) {
            return array(path, schema, limits, depth);
        }
        return values.scalar(path, limits, required).filter(limits::accepts);
    }

    private Optional<Object> array(List<String> path, Map<?, ?> schema, ValueSchema limits, int depth) {
        Map<?, ?> items = resolved(schema.get("items"), depth);
        ValueSchema item = new ValueSchema(items);
        int least = limits.length("minItems", 0);
        int most = Math.min(limits.length("maxItems", MAX_ITEMS), MAX_ITEMS);
        List<Object> elements = item.type().equals("object") ? records(path, items) : values.list(path, item);
        if (elements.isEmpty() && item.type().equals("object")) {
            Optional<Object> one = value(path, items, true, depth + 1);
            one.ifPresent(elements::add);
        }
        while (elements.size() > most) {
            elements.remove(elements.size() - 1);
        }
        return elements.size() < least || elements.isEmpty() ? Optional.empty() : Optional.of(elements);
    }

    /** Records of the own knowledge that have what the items need. */
    private List<Object> records(List<String> path, Map<?, ?> items) {
        Map<?, ?> properties = items.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        List<?> required = items.get("required") instanceof List<?> list ? list : List.of();
        List<Object> records = new ArrayList<>();
        for (Map<?, ?> known : values.records(path)) {
            Map<String, Object> record = new LinkedHashMap<>();
            properties.forEach((key, property) -> {
                Object value = known.get(key);
                if (value != null && new ValueSchema(resolved(property, 0)).accepts(value)) {
                    record.put(String.valueOf(key), value);
                }
            });
            if (record.keySet()
                            .containsAll(required.stream().map(String::valueOf).toList())
                    && !record.isEmpty()) {
                records.add(record);
            }
        }
        return records;
    }

    /** Follows references inside the schema and takes the first of several alternatives. */
    private Map<?, ?> resolved(@Nullable Object given, int depth) {
        steps++;
        if (!(given instanceof Map<?, ?> schema) || depth > MAX_DEPTH || steps > MAX_STEPS) {
            return Map.of();
        }
        if (schema.get("$ref") instanceof String reference) {
            return resolved(pointed(reference), depth + 1);
        }
        for (String name : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.get(name) instanceof List<?> alternatives && !alternatives.isEmpty()) {
                Map<Object, Object> merged = new LinkedHashMap<>(schema);
                merged.remove(name);
                int used = name.equals("allOf") ? Math.min(alternatives.size(), MAX_ITEMS) : 1;
                alternatives.subList(0, used).forEach(one -> merged.putAll(resolved(one, depth + 1)));
                return merged;
            }
        }
        return schema;
    }

    private @Nullable Object pointed(String reference) {
        if (!reference.startsWith("#/")) {
            return reference.equals("#") ? root : null;
        }
        Object at = root;
        for (String step : reference.substring(2).split("/", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(step.replace("~1", "/").replace("~0", "~")) : null;
        }
        return at;
    }
}
