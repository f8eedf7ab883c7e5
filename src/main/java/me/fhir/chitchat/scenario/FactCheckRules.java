package me.fhir.chitchat.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The types of a tool's {@code when}: the points that must be met before the tool is used. */
final class FactCheckRules {
    private static final Set<String> SOURCES = new TreeSet<>(Set.of("own", "received", "any"));

    private final FieldErrors errors;

    FactCheckRules(FieldErrors errors) {
        this.errors = errors;
    }

    void checks(@Nullable Object value, String path) {
        List<?> checks = errors.list(value, path);
        for (int i = 0; i < checks.size(); i++) {
            Map<?, ?> check = errors.object(checks.get(i), path + "." + i);
            if (check != null) {
                errors.requiredText(check.get("id"), path + "." + i + ".id");
                FieldErrors.each(check, path + "." + i, errors::text, "title");
                fact(check.get("fact"), path + "." + i + ".fact");
            }
        }
    }

    private void fact(@Nullable Object value, String path) {
        Map<?, ?> fact = errors.object(value, path);
        if (fact == null) {
            return;
        }
        FieldErrors.each(fact, path, errors::texts, "label", "oneOf");
        FieldErrors.each(fact, path, (from, at) -> errors.oneOf(SOURCES, from, at), "from");
        FieldErrors.each(fact, path, errors::bool, "yes");
        FieldErrors.each(fact, path, errors::text, "path");
        FieldErrors.each(fact, path, this::number, "number");
        FieldErrors.each(fact, path, this::date, "date");
    }

    private void number(@Nullable Object value, String path) {
        Map<?, ?> number = errors.object(value, path);
        if (number != null) {
            FieldErrors.each(number, path, errors::number, "min", "max");
            FieldErrors.each(number, path, errors::text, "unit");
        }
    }

    private void date(@Nullable Object value, String path) {
        Map<?, ?> date = errors.object(value, path);
        if (date != null) {
            FieldErrors.each(date, path, errors::text, "before", "after");
            FieldErrors.each(date, path, errors::number, "withinDays");
        }
    }
}
