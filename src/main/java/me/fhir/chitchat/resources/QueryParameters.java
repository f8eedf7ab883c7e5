package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark; one that cannot be used is a 400 that names it. */
final class QueryParameters {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final Map<String, Boolean> FLAG = new TreeMap<>(Map.of("true", true, "false", false));

    private final MultivaluedMap<String, String> values;

    private QueryParameters(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    static QueryParameters of(UriInfo uri) {
        return new QueryParameters(uri.getQueryParameters());
    }

    @Nullable
    String text(String name) {
        return values.getFirst(name);
    }

    /** A whole number from 0; one above {@code max} counts as {@code max}, however long it is. */
    int wholeNumber(String name, int missing, int max) {
        return (int) wholeNumber(name, (long) missing, (long) max);
    }

    long wholeNumber(String name, long missing, long max) {
        String value = text(name);
        if (value == null) {
            return missing;
        }
        if (!DIGITS.matcher(value).matches()) {
            throw unusable(name, "a whole number from 0", value);
        }
        // 19 digits hold every long; turning a million digits into a number would cost seconds.
        return value.length() > 40
                ? max
                : new BigInteger(value).min(BigInteger.valueOf(max)).longValue();
    }

    /** A number of hours above 0 as the instant so long before {@code now}; null when it is missing. */
    @Nullable
    Instant hoursBefore(String name, Instant now) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (value.length() > 40 || !DECIMAL.matcher(value).matches() || new BigDecimal(value).signum() == 0) {
            throw unusable(name, "a number of hours above 0", value);
        }
        BigDecimal millis = new BigDecimal(value).multiply(MILLIS_PER_HOUR).min(BigDecimal.valueOf(now.toEpochMilli()));
        return Instant.ofEpochMilli(now.toEpochMilli() - millis.longValue());
    }

    /** An ISO-8601 instant, rounded up to the milliseconds that times here have; null when it is missing. */
    @Nullable
    Instant instant(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        Instant parsed = parse(name, value);
        if (parsed.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        Instant early = parsed.isAfter(LATEST) ? LATEST : parsed;
        Instant whole = Instant.ofEpochMilli(early.toEpochMilli());
        return whole.equals(early) ? whole : whole.plusMillis(1);
    }

    /** One of the words that are keys, as its value; null when it is missing. */
    <T> @Nullable T word(String name, Map<String, T> words) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        T meaning = words.get(value);
        if (meaning == null) {
            throw unusable(name, String.join(" or ", words.keySet()), value);
        }
        return meaning;
    }

    /** {@code true} or {@code false}; false when it is missing. */
    boolean flag(String name) {
        return Boolean.TRUE.equals(word(name, FLAG));
    }

    private static Instant parse(String name, String value) {
        try {
            // The plus of an offset is a space once the query is decoded.
            return Instant.parse(value.replace(' ', '+'));
        } catch (DateTimeException e) {
            throw unusable(name, "a time such as 2026-11-23T16:30:00.123Z", value);
        }
    }

    static ApiException unusable(String name, String wanted, String value) {
        String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
        return new ApiException(400, "Query parameter " + name + " must be " + wanted + ", not \"" + shown + "\".");
    }
}
