package me.fhir.chitchat.rehearsal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Derives a tool's arguments from its JSON Schema and what is at hand. */
final class Arguments {
    private static final int DEEPEST = 12;
    private static final int MOST_ITEMS = 20;
    /** More than any tool asks for; a schema that refers to itself could ask for the whole memory. */
    private static final int MOST_STEPS = 5_000;

    private static final int LONGEST_LIST = 200;
    private static final int LONGEST_TEXT = 10_000;

    private final Map<?, ?> root;
    private final Material material;
    private int steps;

    private Arguments(Map<?, ?> root, Material material) {
        this.root = root;
        this.material = material;
    }

    /** Arguments for one call, as the text of a JSON object. */
    static String of(RoleTool tool, Material material) {
        Map<?, ?> schema;
        try {
            schema = JsonText.toMap(tool.inputSchema());
        } catch (JsonSyntaxException e) {
            schema = Map.of();
        }
        return JsonText.write(new Arguments(schema, material).object(schema, 0));
    }

    private @Nullable Object value(String name, @Nullable Object given, int depth) {
        Map<?, ?> schema = resolved(given, depth);
        if (schema.containsKey("const")) {
            return schema.get("const");
        }
        if (schema.get("enum") instanceof List<?> choices && !choices.isEmpty()) {
            return material.choice(name, choices);
        }
        Limits limits = new Limits(schema);
        return switch (limits.type()) {
            case "object" -> object(schema, depth + 1);
            case "array" -> array(name, schema, limits, depth + 1);
            case "integer" -> number(name, limits, true);
            case "number" -> number(name, limits, false);
            case "boolean" -> schema.get("default") instanceof Boolean usual ? usual : material.yes(name);
            case "null" -> null;
            default -> text(name, limits);
        };
    }

    private Map<String, @Nullable Object> object(Map<?, ?> schema, int depth) {
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        Set<?> required = schema.get("required") instanceof List<?> list ? new LinkedHashSet<>(list) : Set.of();
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        if (depth > DEEPEST || steps > MOST_STEPS) {
            return filled;
        }
        properties.forEach((key, property) -> {
            String name = String.valueOf(key);
            if (steps > MOST_STEPS) {
                return;
            }
            if (required.contains(name) || material.hasSomethingFor(name, resolved(property, depth))) {
                filled.put(name, value(name, property, depth + 1));
            }
        });
        // Required but not described: anything will do.
        for (Object name : required) {
            if (!filled.containsKey(String.valueOf(name))) {
                filled.put(String.valueOf(name), text(String.valueOf(name), new Limits(Map.of())));
            }
        }
        return filled;
    }

    private List<@Nullable Object> array(String name, Map<?, ?> schema, Limits limits, int depth) {
        Object items = schema.get("items");
        int least = Math.min(limits.length("minItems", 0), LONGEST_LIST);
        int most = Math.min(limits.length("maxItems", MOST_ITEMS), MOST_ITEMS + least);
        List<@Nullable Object> elements = new ArrayList<>();
        Limits item = new Limits(resolved(items, depth));
        if (item.schema().get("enum") instanceof List<?> all) {
            all.stream().limit(Math.max(1, least)).forEach(elements::add);
        } else if (item.type().equals("string") && !item.fixed()) {
            material.texts(name).stream()
                    .filter(item::fits)
                    .distinct()
                    .limit(most)
                    .forEach(elements::add);
        }
        if (elements.isEmpty() && most > 0 && depth <= DEEPEST) {
            elements.add(value(name, items, depth));
        }
        for (int n = 2; elements.size() < least && n <= least + MOST_ITEMS; n++) {
            Object more = another(value(name, items, depth), n, item);
            if (!elements.contains(more) || !Boolean.TRUE.equals(schema.get("uniqueItems"))) {
                elements.add(more);
            }
        }
        while (elements.size() > most) {
            elements.remove(elements.size() - 1);
        }
        return elements;
    }

    /** A value that differs from its siblings, where that is allowed. */
    private static @Nullable Object another(@Nullable Object value, int n, Limits limits) {
        if (limits.fixed()) {
            return value;
        }
        if (value instanceof String text && limits.fits(text + " " + n)) {
            return text + " " + n;
        }
        if (value instanceof BigDecimal number) {
            BigDecimal step = limits.number("multipleOf");
            return limits.clamp(
                    number.add((step == null ? BigDecimal.ONE : step).multiply(BigDecimal.valueOf(n - 1L))), true);
        }
        return value;
    }

    private BigDecimal number(String name, Limits limits, boolean whole) {
        BigDecimal usual = limits.number("default");
        BigDecimal wish = usual == null ? material.number(name, limits.schema()).orElse(BigDecimal.ONE) : usual;
        return limits.clamp(whole ? wish.setScale(0, RoundingMode.HALF_UP) : wish, whole);
    }

    private String text(String name, Limits limits) {
        for (String candidate : material.candidates(name, limits)) {
            if (limits.fits(candidate)) {
                return candidate;
            }
        }
        return madeUp(limits);
    }

    private String madeUp(Limits limits) {
        String sample = Limits.SAMPLES.get(limits.text("format"));
        if (sample != null) {
            return sample;
        }
        String pattern = limits.text("pattern");
        if (!pattern.isEmpty()) {
            return PatternSample.of(pattern);
        }
        String text = material.topic();
        int least = Math.min(limits.length("minLength", 0), LONGEST_TEXT);
        while (text.codePointCount(0, text.length()) < least) {
            text = text.isEmpty() ? "details" : text + ", " + material.topic();
        }
        int most = limits.length("maxLength", Integer.MAX_VALUE);
        int end = Math.min(text.codePointCount(0, text.length()), most);
        return text.substring(0, text.offsetByCodePoints(0, end));
    }

    /** Follows references inside the schema and takes the first of several alternatives. */
    private Map<?, ?> resolved(@Nullable Object given, int depth) {
        steps++;
        if (!(given instanceof Map<?, ?> schema) || depth > DEEPEST || steps > MOST_STEPS) {
            return Map.of();
        }
        if (schema.get("$ref") instanceof String reference) {
            return resolved(pointed(reference), depth + 1);
        }
        for (String name : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.get(name) instanceof List<?> alternatives && !alternatives.isEmpty()) {
                Map<Object, Object> merged = new LinkedHashMap<>(schema);
                merged.remove(name);
                int used = name.equals("allOf") ? alternatives.size() : 1;
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
