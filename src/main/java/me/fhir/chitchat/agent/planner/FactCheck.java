package me.fhir.chitchat.agent.planner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A point that a decision depends on, as the scenario's author wrote it in a tool's {@code when}.
 *
 * @param labels the words that name the fact
 * @param from where the fact may come from: {@code own}, {@code received} or {@code any}
 * @param condition what the fact must be
 * @param path a JSON Pointer into the agent's own knowledge, or empty
 */
public record FactCheck(String id, String title, List<String> labels, String from, Condition condition, String path) {
    public FactCheck {
        labels = List.copyOf(labels);
    }

    /**
     * Conditions on a fact; all parts that are given hold together.
     *
     * @param yes what a yes-or-no fact must be, or null
     * @param oneOf the texts one of which the fact must be; empty for any
     */
    public record Condition(
            @Nullable NumberRange number,
            @Nullable Period date,
            @Nullable Boolean yes,
            List<String> oneOf) {
        public Condition {
            oneOf = List.copyOf(oneOf);
        }

        private static Condition of(JsonFields fact) {
            return new Condition(
                    fact.object().object("number") == null ? null : range(fact.object("number")),
                    fact.object().object("date") == null ? null : period(fact.object("date")),
                    fact.object().get("yes") instanceof Json.Bool yes ? yes.value() : null,
                    fact.texts("oneOf"));
        }

        /** The condition behind a title, for a model. */
        private String line() {
            StringBuilder line = new StringBuilder();
            if (number != null) {
                line.append(
                        number.min() == null ? "" : ", at least " + number.min().toPlainString());
                line.append(
                        number.max() == null ? "" : ", at most " + number.max().toPlainString());
                line.append(number.unit().isEmpty() ? "" : " " + number.unit());
            }
            if (date != null) {
                line.append(date.after().isEmpty() ? "" : ", after " + date.after());
                line.append(date.before().isEmpty() ? "" : ", before " + date.before());
                line.append(date.withinDays() == null ? "" : ", within " + date.withinDays() + " days");
            }
            if (yes != null) {
                line.append(yes ? ", yes" : ", no");
            }
            return line.append(oneOf.isEmpty() ? "" : ", one of " + String.join(", ", oneOf))
                    .toString();
        }
    }

    /** A number between bounds, both inclusive. */
    public record NumberRange(
            @Nullable BigDecimal min, @Nullable BigDecimal max, String unit) {}

    /**
     * A date between bounds.
     *
     * @param withinDays the most days between the date and the day of the conversation, or null
     */
    public record Period(
            String before, String after, @Nullable Integer withinDays) {}

    /** The point in one line, for a model. */
    String line() {
        return (title.isBlank() ? String.join(" / ", labels) : title) + condition.line();
    }

    static List<FactCheck> of(List<JsonFields> checks) {
        List<FactCheck> all = new ArrayList<>();
        for (JsonFields check : checks) {
            all.add(of(check));
        }
        return all;
    }

    private static FactCheck of(JsonFields check) {
        JsonFields fact = check.object("fact");
        String from = fact.text("from");
        return new FactCheck(
                check.text("id"),
                check.text("title"),
                fact.texts("label"),
                from.isEmpty() ? "any" : from,
                Condition.of(fact),
                fact.text("path"));
    }

    private static NumberRange range(JsonFields number) {
        return new NumberRange(decimal(number, "min"), decimal(number, "max"), number.text("unit"));
    }

    private static Period period(JsonFields date) {
        BigDecimal days = decimal(date, "withinDays");
        return new Period(date.text("before"), date.text("after"), days == null ? null : days.intValue());
    }

    private static @Nullable BigDecimal decimal(JsonFields fields, String name) {
        return fields.object().get(name) instanceof Json.Number number ? new BigDecimal(number.raw()) : null;
    }
}
