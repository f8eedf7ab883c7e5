package me.fhir.chitchat.rehearsal.language;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A number with its unit.
 *
 * @param dimension what it measures, a lexicon's dimension or a counted noun's stem; empty for a bare number
 * @param amount how many of the dimension's basic unit
 * @param number the number as written
 * @param period {@code day}, {@code week}, {@code month}, {@code year} or empty, for so much in a time
 * @param start where it begins in its text
 * @param end where it ends in its text
 */
public record Quantity(String dimension, BigDecimal amount, BigDecimal number, String period, int start, int end) {
    /** The days of a period; a year has twelve months. */
    private static final Map<String, BigDecimal> DAYS = Map.of(
            "day",
            BigDecimal.ONE,
            "week",
            BigDecimal.valueOf(7),
            "month",
            new BigDecimal("30.4375"),
            "year",
            new BigDecimal("365.25"));

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    public static Quantity plain(BigDecimal number) {
        return new Quantity("", number, number, "", 0, 0);
    }

    public Quantity over(String newPeriod) {
        return new Quantity(dimension, amount, number, newPeriod, start, end);
    }

    public static boolean isMoney(String dimension) {
        return CURRENCIES.contains(dimension);
    }

    public boolean isTime() {
        return dimension.equals("time");
    }

    public boolean isBare() {
        return dimension.isEmpty();
    }

    /** Whether both measure the same; a bare number goes with anything but a time. */
    public boolean comparableWith(Quantity other) {
        return dimension.equals(other.dimension) || (isBare() && !other.isTime()) || (other.isBare() && !isTime());
    }

    /** This amount over the other's period. */
    public BigDecimal amountLike(Quantity other) {
        BigDecimal own = DAYS.get(period);
        BigDecimal wanted = DAYS.get(other.period);
        if (own == null || wanted == null || period.equals(other.period)) {
            return amount;
        }
        return amount.multiply(wanted).divide(own, MathContext.DECIMAL64);
    }
}
