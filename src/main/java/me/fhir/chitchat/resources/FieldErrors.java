package me.fhir.chitchat.resources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a body, by field path, so that all of it is told at once. Not for several threads. */
final class FieldErrors {
    private final Map<String, List<String>> byPath = new LinkedHashMap<>();

    void add(String path, String sentence) {
        byPath.computeIfAbsent(path, key -> new ArrayList<>()).add(sentence);
    }

    void throwIfAny() {
        if (!byPath.isEmpty()) {
            throw new ValidationException(byPath);
        }
    }
}
