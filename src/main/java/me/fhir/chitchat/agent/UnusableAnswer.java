package me.fhir.chitchat.agent;

import java.util.List;
import java.util.Map;

/**
 * An answer of a model that could not be used, as traces keep it.
 *
 * @param raw all that the model wrote, its thinking too
 */
public record UnusableAnswer(String reason, String raw) {
    private static final int LONGEST = 4_000;

    /** The answers as plain JSON data, each cut to a length that a log can hold. */
    public static List<Map<String, Object>> plain(List<UnusableAnswer> answers) {
        return answers.stream()
                .map(answer -> Map.<String, Object>of(
                        "reason",
                        answer.reason,
                        "answer",
                        answer.raw.length() <= LONGEST ? answer.raw : answer.raw.substring(0, LONGEST) + " …"))
                .toList();
    }
}
