package me.fhir.chitchat.rehearsal.language;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A number with its unit.
 *
 * @param dimension what it measures, a lexicon's dimension or a counted noun's stem; empty for a bare number
 * @param amount how many of the dimension's basic unit
 * @param number the number as written
 * @param period {@code month}, {@code year} or empty, for an amount of money over a time
 * @param start where it begins in its text
 * @param end where it ends in its text
 */
public record Quantity(String dimension, BigDecimal amount, BigDecimal number, String period, int start, int end) {
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    public static Quantity plain(BigDecimal number) {
        return new Quantity("", number, number, "", 0, 0);
    }

    Quantity over(String newPeriod) {
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
        if (period.equals("month") && other.period.equals("year")) {
            return amount.multiply(MONTHS);
        }
        if (period.equals("year") && other.period.equals("month")) {
            return amount.divide(MONTHS, MathContext.DECIMAL64);
        }
        return amount;
    }
}
