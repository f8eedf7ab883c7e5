package me.fhir.chitchat.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
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
                each(check, path + "." + i, errors::text, "title");
                fact(check.get("fact"), path + "." + i + ".fact");
            }
        }
    }

    private void fact(@Nullable Object value, String path) {
        Map<?, ?> fact = errors.object(value, path);
        if (fact == null) {
            return;
        }
        each(fact, path, errors::texts, "label", "oneOf");
        each(fact, path, (from, at) -> errors.oneOf(SOURCES, from, at), "from");
        each(fact, path, errors::bool, "yes");
        each(fact, path, errors::text, "path");
        each(fact, path, this::number, "number");
        each(fact, path, this::date, "date");
    }

    private void number(@Nullable Object value, String path) {
        Map<?, ?> number = errors.object(value, path);
        if (number != null) {
            each(number, path, errors::number, "min", "max");
            each(number, path, errors::text, "unit");
        }
    }

    private void date(@Nullable Object value, String path) {
        Map<?, ?> date = errors.object(value, path);
        if (date != null) {
            each(date, path, errors::text, "before", "after");
            each(date, path, errors::number, "withinDays");
        }
    }

    private static void each(
            Map<?, ?> fields, String path, BiConsumer<@Nullable Object, String> check, String... names) {
        for (String name : names) {
            if (fields.containsKey(name)) {
                check.accept(fields.get(name), path + "." + name);
            }
        }
    }
}
