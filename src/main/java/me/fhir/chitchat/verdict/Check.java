package me.fhir.chitchat.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.scenario.regex.LinearPattern;
import me.fhir.chitchat.scenario.schema.JsonSchema;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must, or must not, be in a log. All conditions that are given have to hold of one and the same event.
 *
 * @param title what a person calls it
 */
public record Check(String id, String title, Candidates candidates, Conditions conditions, Order order, Times times) {
    /**
     * Which events count.
     *
     * @param by the agent whose events count, or null for any agent's
     */
    public record Candidates(@Nullable String by, Place in) {}

    /**
     * When an event counts.
     *
     * @param before the id of a check: only events before that one held first count; or null
     * @param after the id of a check: only events after that one held first count; or null
     */
    public record Order(@Nullable String before, @Nullable String after) {}

    /** The kind of content that a check reads. */
    public enum Place {
        MESSAGE,
        ATTACHMENT,
        TOOL_CALL,
        TOOL_RESULT,
        OUTCOME;

        static Place of(@Nullable String word) {
            return word == null ? MESSAGE : Place.valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Conditions on the content; a null or empty one is not checked.
     *
     * @param contains texts that must all be in it, in {@link NormalText}'s form
     */
    public record Conditions(
            List<NormalText> contains,
            @Nullable LinearPattern matches,
            @Nullable JsonSchema schema,
            @Nullable String tool,
            @Nullable String status) {
        public Conditions {
            contains = List.copyOf(contains);
        }
    }

    /**
     * How many events must fit.
     *
     * @param max at most so many, or null
     */
    public record Times(int min, @Nullable Integer max) {
        boolean holds(int count) {
            return count >= min && (max == null || count <= max);
        }
    }

    /**
     * Reads a check of a stored scenario.
     *
     * @param defaultBy whose events count when the check does not say it, or null for any agent's
     * @return empty when it cannot be used, because it was stored before its form was validated
     */
    static Optional<Check> of(Json.Object json, @Nullable String defaultBy) {
        JsonFields fields = JsonFields.lenient(json);
        String id = json.text("id");
        String expression = json.text("matches");
        Optional<LinearPattern> matches = expression == null ? Optional.empty() : LinearPattern.of(expression);
        Json.Object schemaJson = json.object("schema");
        Optional<JsonSchema> schema = schemaJson == null ? Optional.empty() : JsonSchema.of(schemaJson.raw());
        if (id == null
                || (expression != null && matches.isEmpty())
                || (schemaJson != null && schema.isEmpty())
                || !isPlace(json.text("in"))) {
            return Optional.empty();
        }
        String by = json.text("by");
        List<NormalText> contains = json.elements("contains").stream()
                .filter(Json.Text.class::isInstance)
                .map(text -> NormalText.of(((Json.Text) text).value()))
                .filter(text -> !text.isEmpty())
                .toList();
        String title = json.text("title");
        return Optional.of(new Check(
                id,
                title == null ? id : title,
                new Candidates(by == null ? defaultBy : by.equals("any") ? null : by, Place.of(json.text("in"))),
                new Conditions(
                        contains, matches.orElse(null), schema.orElse(null), json.text("tool"), json.text("status")),
                new Order(json.text("before"), json.text("after")),
                times(fields.object("times"))));
    }

    private static boolean isPlace(@Nullable String word) {
        for (Place place : Place.values()) {
            if (word == null || place.name().toLowerCase(Locale.ROOT).equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static Times times(JsonFields times) {
        Long min = times.optionalInteger("min");
        Long max = times.optionalInteger("max");
        // "At most two" alone allows none at all.
        int least = min == null ? (max == null ? 1 : 0) : clamp(min);
        return new Times(least, max == null ? null : clamp(max));
    }

    private static int clamp(long number) {
        return (int) Math.max(0, Math.min(number, Integer.MAX_VALUE));
    }
}
