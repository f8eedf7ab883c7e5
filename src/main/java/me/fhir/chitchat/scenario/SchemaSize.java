package me.fhir.chitchat.scenario;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many subschemas a validator may have to evaluate for one JSON Schema once every reference is expanded. Forty
 * definitions that each refer twice to the one before are a few kilobytes, and a million million evaluations. Every
 * subschema is visited once, so counting itself is cheap. What values are compared with counts as well, by its size. A
 * recursive reference counts as one: what it costs depends on the value.
 */
public final class SchemaSize {
    /** More than any schema that a person wrote. */
    public static final int LIMIT = 10_000;

    /** What is wrong with a schema that {@link #exceedsLimit} the limit, to follow its path. */
    public static final String COMPLAINT =
            "costs too much to check: with every $ref expanded, its subschemas and the values "
                    + "of const and enum count more than " + LIMIT
                    + ", or it is nested too deeply; refer to fewer definitions, or shorten const and enum";

    /** Nested more deeply, or through a longer chain of references, nothing legitimate is. */
    private static final int MAX_DEPTH = 400;

    /** Hold data that nothing is compared with. */
    private static final Set<String> NOTES = Set.of("default", "examples");

    /** Hold data that a value is compared with, each time anew. */
    private static final Set<String> COMPARED = Set.of("const", "enum");

    /** Characters of such data that cost as much as a subschema. */
    private static final int SIZE_OF_ONE = 1_000;

    /** Values of such data that do. */
    private static final int VALUES = 10;

    /** Cost nothing until something refers to them. */
    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

    /** Their keys are names that the author chose. */
    private static final Set<String> NAMED =
            Set.of("properties", "patternProperties", "dependentSchemas", "dependencies");

    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
    private static final List<String> IDENTIFIERS = List.of("$id", "id", "$anchor", "$dynamicAnchor");

    private static final long TOO_MUCH = SIZE_OF_ONE * (LIMIT + 1L);

    private final Object root;
    private final Map<String, List<Object>> byIdentifier = new HashMap<>();
    private final IdentityHashMap<Object, Long> counted = new IdentityHashMap<>();

    private SchemaSize(Object root) {
        this.root = root;
    }

    /** Whether expanding the schema (plain maps, lists and scalars) leads to more than {@link #LIMIT} subschemas. */
    public static boolean exceedsLimit(Object schema) {
        SchemaSize size = new SchemaSize(schema);
        return !size.index(schema, 0) || size.count(schema, 0) > LIMIT;
    }

    /** Collects what references may name; false when the document is nested too deeply. */
    private boolean index(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        if (value instanceof Map<?, ?> map) {
            for (String keyword : IDENTIFIERS) {
                if (map.get(keyword) instanceof String name) {
                    byIdentifier
                            .computeIfAbsent(lastPart(name), unused -> new ArrayList<>())
                            .add(map);
                }
            }
            return map.values().stream().allMatch(child -> index(child, depth + 1));
        }
        return !(value instanceof List<?> list) || list.stream().allMatch(child -> index(child, depth + 1));
    }

    private long count(@Nullable Object value, int depth) {
        if (value instanceof List<?> list) {
            return sum(list, depth);
        }
        if (!(value instanceof Map<?, ?> schema)) {
            return value instanceof Boolean ? 1 : 0;
        }
        Long known = counted.get(schema);
        if (known != null) {
            return known;
        }
        if (depth > MAX_DEPTH) {
            return LIMIT + 1L;
        }
        // Met again below itself, it is recursive.
        counted.put(schema, 1L);
        long total = 1;
        for (Map.Entry<?, ?> member : schema.entrySet()) {
            total = Math.min(LIMIT + 1L, total + member(String.valueOf(member.getKey()), member.getValue(), depth + 1));
        }
        counted.put(schema, total);
        return total;
    }

    private long member(String keyword, @Nullable Object value, int depth) {
        if (COMPARED.contains(keyword)) {
            return (dataSize(value, depth) + SIZE_OF_ONE - 1) / SIZE_OF_ONE;
        }
        if (NOTES.contains(keyword) || DEFINITIONS.contains(keyword)) {
            return 0;
        }
        if (REFERENCES.contains(keyword) && value instanceof String reference) {
            return sum(targets(reference), depth);
        }
        return NAMED.contains(keyword) && value instanceof Map<?, ?> named
                ? sum(named.values(), depth)
                : count(value, depth);
    }

    /** Counted in thousandths of a subschema. */
    private static long dataSize(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            return TOO_MUCH;
        }
        long size = SIZE_OF_ONE / VALUES;
        if (value instanceof String text) {
            size += text.length();
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                size = Math.min(TOO_MUCH, size + dataSize(element, depth + 1));
            }
        } else if (value instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                size += String.valueOf(member.getKey()).length();
                size = Math.min(TOO_MUCH, size + dataSize(member.getValue(), depth + 1));
            }
        }
        return size;
    }

    private long sum(Iterable<?> schemas, int depth) {
        long total = 0;
        for (Object schema : schemas) {
            total = Math.min(LIMIT + 1L, total + count(schema, depth));
        }
        return total;
    }

    /** Everything that the reference may mean; what it cannot reach costs nothing, since it is never loaded. */
    private List<Object> targets(String reference) {
        int hash = reference.indexOf('#');
        String fragment = hash < 0 ? "" : decoded(reference.substring(hash + 1));
        String document = hash < 0 ? reference : reference.substring(0, hash);
        List<Object> bases =
                document.isEmpty() ? List.of(root) : byIdentifier.getOrDefault(lastPart(document), List.of());
        if (fragment.isEmpty()) {
            return bases;
        }
        if (!fragment.startsWith("/")) {
            return byIdentifier.getOrDefault(fragment, List.of());
        }
        List<Object> found = new ArrayList<>();
        bases.forEach(base -> at(base, fragment, found));
        if (document.isEmpty()) {
            // Below an $id of its own, a pointer starts there.
            byIdentifier.values().forEach(bodies -> bodies.forEach(body -> at(body, fragment, found)));
        }
        return found;
    }

    private static void at(Object base, String pointer, List<Object> found) {
        Object value = base;
        for (String step : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            if (value instanceof Map<?, ?> map) {
                value = map.get(name);
            } else if (value instanceof List<?> list && name.matches("\\d{1,6}")) {
                int place = Integer.parseInt(name);
                value = place < list.size() ? list.get(place) : null;
            } else {
                return;
            }
        }
        Object target = value;
        if (target != null && found.stream().noneMatch(other -> other == target)) {
            found.add(target);
        }
    }

    private static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return fragment;
        }
    }

    private static String lastPart(String identifier) {
        String path = identifier.endsWith("#") ? identifier.substring(0, identifier.length() - 1) : identifier;
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
