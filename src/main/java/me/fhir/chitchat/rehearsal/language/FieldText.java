package me.fhir.chitchat.rehearsal.language;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a field for people: {@code weightKg} 58 becomes "Weight" and "58 kg". */
public final class FieldText {
    private static final Map<String, String> SYMBOLS = Map.of(
            "wh", "Wh", "kwh", "kWh", "kw", "kW", "celsius", "°C", "c", "°C", "percent", "%", "pct", "%", "db", "dB");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());

    /** {@code hoursPerWeek} counts hours, not weeks. */
    private static final Pattern PER = Pattern.compile("(?i).* (?:per|pro|por|par|al) \\S+");

    private static final Pattern YEAR_NAME =
            Pattern.compile("(?:\\byear|jahr|\\bann[eé]e|\\ba(?:n|ñ|ni)o|年)$", Pattern.CASE_INSENSITIVE);

    private FieldText() {}

    /** The name in words, without the unit that stands behind the number. */
    public static String label(String name, String value) {
        String unit = unit(name, value);
        String spaced = TextFormat.spaced(name);
        return unit.isEmpty()
                ? TextFormat.human(name)
                : TextFormat.human(spaced.substring(0, spaced.lastIndexOf(' ')).replace(' ', '_'));
    }

    /** Whether a field's name ends in a currency, as in {@code feeEur}. */
    public static boolean isMoney(String name) {
        String spaced = TextFormat.spaced(name);
        return spaced.indexOf(' ') > 0
                && CURRENCIES.contains(
                        spaced.substring(spaced.lastIndexOf(' ') + 1).toUpperCase(Locale.ROOT));
    }

    /** Whether a field such as {@code buildYear} names a year, and does not count years. */
    static boolean isYear(String name, String value) {
        return value.matches("(?:1[5-9]|20|21)\\d\\d")
                && YEAR_NAME.matcher(TextFormat.spaced(name)).find();
    }

    /** The value, with the unit that its name ends in when it is a number. */
    public static String value(String name, String value) {
        String unit = unit(name, value);
        return unit.isEmpty() ? value : value + " " + unit;
    }

    private static String unit(String name, String value) {
        String spaced = TextFormat.spaced(name);
        int last = spaced.lastIndexOf(' ');
        if (last <= 0 || name.indexOf(' ') >= 0 || !value.matches("-?\\d+([.,]\\d+)?")) {
            return "";
        }
        if (PER.matcher(spaced).matches() || isYear(name, value)) {
            return "";
        }
        String word = spaced.substring(last + 1).toLowerCase(Locale.ROOT);
        Lexicon.Unit unit = Lexicon.unit(word);
        if (unit == null) {
            return "";
        }
        boolean currency = CURRENCIES.contains(word.toUpperCase(Locale.ROOT));
        return currency ? word.toUpperCase(Locale.ROOT) : SYMBOLS.getOrDefault(word, word);
    }
}
