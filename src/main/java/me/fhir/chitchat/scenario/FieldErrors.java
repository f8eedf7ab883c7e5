package me.fhir.chitchat.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a value of plain maps, lists and scalars, by field path such as {@code agents.0.agentId}.
 */
public final class FieldErrors {
    /** More is not useful, and a short request must not make a long response. */
    private static final int MAX = 50;

    private int count;
    private final Map<String, List<String>> byPath = new LinkedHashMap<>();

    /** Keeps what is wrong; after the first fifty only that there is more. */
    public void add(String path, String sentence) {
        count++;
        if (count > MAX) {
            byPath.putIfAbsent("more", List.of("and more; mend these first"));
            return;
        }
        byPath.computeIfAbsent(path, unused -> new ArrayList<>()).add(sentence);
    }

    /** Whether further errors would not be reported, so that validation can stop. */
    public boolean isFull() {
        return count > MAX;
    }

    public boolean isEmpty() {
        return byPath.isEmpty();
    }

    /** The sentences by path, in the order in which they were found. */
    public Map<String, List<String>> byPath() {
        return byPath;
    }

    /** The object at {@code path}; anything else is an error and gives null. */
    public @Nullable Map<?, ?> object(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        add(path, "must be an object" + insteadOf(value));
        return null;
    }

    /** The list at {@code path}; anything else is an error and gives an empty one. */
    public List<?> list(@Nullable Object value, String path) {
        if (value instanceof List<?> list) {
            return list;
        }
        add(path, "must be a list" + insteadOf(value));
        return List.of();
    }

    /** The text at {@code path} that must not be blank; anything else is an error and gives null. */
    public @Nullable String requiredText(@Nullable Object value, String path) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        add(path, value == null ? "is required" : "must be a string that is not empty" + insteadOf(value));
        return null;
    }

    void text(@Nullable Object value, String path) {
        if (!(value instanceof String)) {
            add(path, "must be a string" + insteadOf(value));
        }
    }

    void bool(@Nullable Object value, String path) {
        if (!(value instanceof Boolean)) {
            add(path, "must be true or false" + insteadOf(value));
        }
    }

    void number(@Nullable Object value, String path) {
        if (!(value instanceof Number)) {
            add(path, "must be a number" + insteadOf(value));
        }
    }

    List<?> texts(@Nullable Object value, String path) {
        List<?> list = list(value, path);
        for (int i = 0; i < list.size() && !isFull(); i++) {
            text(list.get(i), path + "." + i);
        }
        return list;
    }

    void oneOf(Set<String> words, @Nullable Object value, String path) {
        if (!(value instanceof String word) || !words.contains(word)) {
            add(path, "must be one of " + String.join(", ", words));
        }
    }

    /** Checks those of the named fields that are there; a null is there, and of no type. */
    static void each(Map<?, ?> fields, String path, BiConsumer<@Nullable Object, String> check, String... names) {
        for (String name : names) {
            if (fields.containsKey(name)) {
                check.accept(fields.get(name), path + "." + name);
            }
        }
    }

    private static String insteadOf(@Nullable Object value) {
        if (value == null) {
            return ", not null";
        }
        if (value instanceof Map) {
            return ", not an object";
        }
        if (value instanceof List) {
            return ", not a list";
        }
        if (value instanceof Number) {
            return ", not a number";
        }
        if (value instanceof Boolean) {
            return ", not a boolean";
        }
        return value.toString().isBlank() ? "" : ", not a string";
    }
}
