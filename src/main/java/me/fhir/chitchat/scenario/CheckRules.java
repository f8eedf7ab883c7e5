package me.fhir.chitchat.scenario;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import me.fhir.chitchat.scenario.regex.LinearPattern;
import org.jspecify.annotations.Nullable;

/** The form of one check of a contract. */
final class CheckRules {
    private static final Set<String> PLACES =
            new TreeSet<>(Set.of("message", "attachment", "tool_call", "tool_result", "outcome"));

    private static final int MAX_TEXTS = 20;

    private final FieldErrors errors;
    private final Set<String> agents;
    private final Set<String> checkIds;

    /**
     * @param agents the ids of its agents
     * @param checkIds the ids of all checks of the contract
     */
    CheckRules(FieldErrors errors, Set<String> agents, Set<String> checkIds) {
        this.errors = errors;
        this.agents = agents;
        this.checkIds = checkIds;
    }

    /** Reports what is wrong with a check; its id, or null when it has none. */
    @Nullable
    String check(@Nullable Object value, String path) {
        Map<?, ?> check = errors.object(value, path);
        if (check == null) {
            return null;
        }
        FieldErrors.each(check, path, errors::text, "title", "tool", "status");
        FieldErrors.each(check, path, this::by, "by");
        FieldErrors.each(check, path, (in, at) -> errors.oneOf(PLACES, in, at), "in");
        FieldErrors.each(check, path, this::contains, "contains");
        FieldErrors.each(check, path, this::matches, "matches");
        FieldErrors.each(check, path, this::schema, "schema");
        FieldErrors.each(check, path, this::other, "before", "after");
        FieldErrors.each(check, path, this::times, "times");
        return errors.requiredText(check.get("id"), path + ".id");
    }

    private void by(@Nullable Object value, String path) {
        errors.text(value, path);
        if (value instanceof String agent && !agent.equals("any") && !agents.contains(agent)) {
            errors.add(
                    path, "must be \"any\" or an agent of the scenario: " + String.join(", ", new TreeSet<>(agents)));
        }
    }

    private void contains(@Nullable Object value, String path) {
        if (errors.texts(value, path).size() > MAX_TEXTS) {
            errors.add(path, "may have " + MAX_TEXTS + " texts");
            return;
        }
        if (value instanceof Iterable<?> texts) {
            int i = 0;
            for (Object text : texts) {
                if (text instanceof String word && word.codePoints().noneMatch(Character::isLetterOrDigit)) {
                    errors.add(path + "." + i, "must have a letter or a digit; the rest is ignored");
                }
                i++;
            }
        }
    }

    private void matches(@Nullable Object value, String path) {
        errors.text(value, path);
        if (value instanceof String expression) {
            LinearPattern.complaint(expression).ifPresent(complaint -> errors.add(path, complaint));
        }
    }

    private void schema(@Nullable Object value, String path) {
        Map<?, ?> schema = errors.object(value, path);
        if (schema != null && SchemaSize.exceedsLimit(schema)) {
            errors.add(path, SchemaSize.COMPLAINT);
        }
    }

    private void other(@Nullable Object value, String path) {
        errors.text(value, path);
        if (value instanceof String id && !checkIds.contains(id)) {
            errors.add(path, "names no check of the contract");
        }
    }

    private void times(@Nullable Object value, String path) {
        Map<?, ?> times = errors.object(value, path);
        if (times == null) {
            return;
        }
        FieldErrors.each(times, path, this::count, "min", "max");
        if (times.get("min") instanceof Integer min && times.get("max") instanceof Integer max && min > max) {
            errors.add(path, "must have a min that is not above its max");
        }
    }

    private void count(@Nullable Object value, String path) {
        if (!(value instanceof Integer number && number >= 0)) {
            errors.add(path, "must be a whole number of at least 0");
        }
    }
}
