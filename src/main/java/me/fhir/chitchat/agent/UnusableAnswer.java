package me.fhir.chitchat.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of a model that could not be used, as traces keep it.
 *
 * @param raw all that the model wrote, its thinking too
 */
public record UnusableAnswer(String reason, String raw) {
    private static final int MAX_LENGTH = 4_000;

    /** The answers as plain JSON data, each cut to a length that a log can hold. */
    public static List<Map<String, Object>> plain(List<UnusableAnswer> answers) {
        return answers.stream().map(UnusableAnswer::plain).toList();
    }

    private Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("reason", reason);
        plain.put("answer", raw.length() <= MAX_LENGTH ? raw : raw.substring(0, MAX_LENGTH) + " …");
        return plain;
    }
}
