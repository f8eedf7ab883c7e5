package me.fhir.chitchat.rehearsal.arguments;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import me.fhir.chitchat.scenario.regex.SchemaPattern;
import org.jspecify.annotations.Nullable;

/** The simple keywords of a JSON Schema: what a value must be like, and whether one is. */
record ValueSchema(Map<?, ?> schema) {
    private static final Map<String, Pattern> FORMATS = Map.ofEntries(
            Map.entry("date", Pattern.compile("\\d{4}-\\d\\d-\\d\\d")),
            Map.entry(
                    "date-time",
                    Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)")),
            Map.entry("time", Pattern.compile("\\d\\d:\\d\\d:\\d\\dZ")),
            Map.entry("email", Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]*\\w")),
            Map.entry("uri", Pattern.compile("https?://[\\w./-]+")),
            Map.entry("uuid", Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")),
            Map.entry("ipv4", Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}")),
            Map.entry("hostname", Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+")),
            Map.entry("ipv6", Pattern.compile("[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}")),
            Map.entry("duration", Pattern.compile("P\\d+[YMWD]|PT\\d+[HMS]")));

    private static final int MAX_DIGITS = 300;

    String type() {
        Object type = schema.get("type");
        if (type instanceof String word) {
            return word;
        }
        // Of several types the first that says something.
        if (type instanceof List<?> words) {
            return words.stream()
                    .map(String::valueOf)
                    .filter(word -> !word.equals("null"))
                    .findFirst()
                    .orElse("null");
        }
        if (schema.get("properties") instanceof Map) {
            return "object";
        }
        return schema.get("items") != null ? "array" : "string";
    }

    int length(String name, int otherwise) {
        return schema.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    /** A number of ordinary size; one with implausibly many digits is ignored. */
    @Nullable
    BigDecimal number(String name) {
        return schema.get(name) instanceof Number number ? exact(number).orElse(null) : null;
    }

    static Optional<BigDecimal> exact(Number number) {
        if (number instanceof Double inexact && !Double.isFinite(inexact)) {
            return Optional.empty();
        }
        BigDecimal exact = new BigDecimal(number.toString());
        return Math.abs(exact.scale()) <= MAX_DIGITS && exact.precision() <= MAX_DIGITS
                ? Optional.of(exact)
                : Optional.empty();
    }

    String text(String name) {
        return schema.get(name) instanceof String text ? text : "";
    }

    /** Whether a text keeps to length, pattern and format. */
    boolean fits(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < length("minLength", 0) || length > length("maxLength", Integer.MAX_VALUE)) {
            return false;
        }
        Pattern format = FORMATS.get(text("format"));
        if (format != null && !format.matcher(text).matches()) {
            return false;
        }
        if (text("format").equals("date") && !isDate(text)) {
            return false;
        }
        SchemaPattern pattern = pattern();
        return pattern == null || holds(pattern::isIn, text);
    }

    /** A text that cannot be checked does not fit. */
    private static boolean holds(Predicate<String> test, String text) {
        try {
            return test.test(text);
        } catch (SchemaPattern.GivenUpException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private @Nullable SchemaPattern pattern() {
        String pattern = text("pattern");
        try {
            return pattern.isEmpty() ? null : SchemaPattern.of(pattern);
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    /** A piece of the source that fits pattern or format, or null when these ask for nothing or nothing fits. */
    @Nullable
    String found(String source) {
        Predicate<String> wanted = wanted();
        if (wanted == null) {
            return null;
        }
        try {
            for (String word : source.split("[\\s,;()\"]+", -1)) {
                String bare = word.replaceAll("[.:!?]+$", "");
                if (wanted.test(bare) && fits(bare)) {
                    return bare;
                }
            }
        } catch (SchemaPattern.GivenUpException e) {
            // The next word would take as long.
        }
        return null;
    }

    private @Nullable Predicate<String> wanted() {
        SchemaPattern pattern = pattern();
        if (pattern != null) {
            return pattern::fits;
        }
        Pattern format = FORMATS.get(text("format"));
        return format == null ? null : text -> format.matcher(text).matches();
    }

    /** Whether a number keeps to the bounds. */
    boolean fits(BigDecimal value) {
        BigDecimal low = number("minimum");
        BigDecimal above = number("exclusiveMinimum");
        BigDecimal high = number("maximum");
        BigDecimal below = number("exclusiveMaximum");
        BigDecimal step = number("multipleOf");
        boolean whole = !type().equals("integer") || value.stripTrailingZeros().scale() <= 0;
        return whole
                && (low == null || value.compareTo(low) >= 0)
                && (above == null || value.compareTo(above) > 0)
                && (high == null || value.compareTo(high) <= 0)
                && (below == null || value.compareTo(below) < 0)
                && (step == null || step.signum() <= 0 || value.remainder(step).signum() == 0);
    }

    /** Whether a JSON value is of this type and keeps to the limits. */
    boolean accepts(Object value) {
        if (schema.get("enum") instanceof List<?> choices && !choices.contains(value)) {
            return false;
        }
        if (schema.containsKey("const") && !value.equals(schema.get("const"))) {
            return false;
        }
        return switch (type()) {
            case "string" -> value instanceof String text && fits(text);
            case "integer", "number" ->
                value instanceof Number number
                        && exact(number).filter(this::fits).isPresent();
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List<?> list && acceptsElements(list);
            case "object" -> value instanceof Map<?, ?> map && acceptsMembers(map);
            default -> false;
        };
    }

    private boolean acceptsElements(List<?> list) {
        ValueSchema item = new ValueSchema(schema.get("items") instanceof Map<?, ?> items ? items : Map.of());
        return list.size() >= length("minItems", 0)
                && list.size() <= length("maxItems", Integer.MAX_VALUE)
                && (item.schema().isEmpty()
                        || list.stream().allMatch(element -> element != null && item.accepts(element)));
    }

    private boolean acceptsMembers(Map<?, ?> map) {
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> described ? described : Map.of();
        if (schema.get("required") instanceof List<?> required && !map.keySet().containsAll(required)) {
            return false;
        }
        if (Boolean.FALSE.equals(schema.get("additionalProperties"))
                && !properties.keySet().containsAll(map.keySet())) {
            return false;
        }
        return map.entrySet().stream()
                .allMatch(member -> !(properties.get(member.getKey()) instanceof Map<?, ?> property)
                        || property.isEmpty()
                        || (member.getValue() != null && new ValueSchema(property).accepts(member.getValue())));
    }

    /** The allowed values, when there are only certain ones. */
    List<?> choices() {
        return schema.get("enum") instanceof List<?> choices ? choices : List.of();
    }
}
