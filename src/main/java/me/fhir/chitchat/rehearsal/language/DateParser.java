package me.fhir.chitchat.rehearsal.language;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds dates in a normalised text. */
public final class DateParser {
    private static final int MAX = 60;
    private static final int EARLIEST = 1900;
    private static final int LATEST = 2100;
    private static final String MONTHS = Lexicon.monthWords().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    private static final Pattern DATE = Pattern.compile(String.join(
            "|",
            "(?<y1>\\d{4})-(?<m1>\\d{1,2})-(?<d1>\\d{1,2})(?!\\d)",
            "(?<y2>\\d{4})\\s?年\\s?(?<m2>\\d{1,2})\\s?月(?:\\s?(?<d2>\\d{1,2})\\s?日)?",
            "(?<![\\p{L}\\p{N}])(?<d3>\\d{1,2})(?:\\.|st|nd|rd|th|er|º)?\\s+(?:de\\s+|of\\s+)?(?<m3>" + MONTHS
                    + ")(?![\\p{L}])(?:\\.?,?\\s+(?:de\\s+|del\\s+)?(?<y3>\\d{4}))?",
            "(?<![\\p{L}\\p{N}])(?<m4>" + MONTHS
                    + ")(?![\\p{L}])\\.?\\s+(?<d4>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(?<y4>\\d{4}))?(?!\\d)",
            "(?<![\\p{L}\\p{N}.-])(?<d5>\\d{1,2})(?:\\.\\s?|-)(?<m5>\\d{1,2})(?:\\.\\s?|-)(?<y5>\\d{4})(?!\\d)",
            "(?<![\\p{N}/])(?<a6>\\d{1,2})/(?<b6>\\d{1,2})/(?<y6>\\d{4})",
            "(?<y7>\\d{4})-(?<m7>\\d{2})(?![-\\d])",
            "(?<![\\p{L}\\p{N}])(?<m8>" + MONTHS + ")\\s+(?<y8>\\d{4})"));

    /** Most texts have none, and which dates they are depends on the day. */
    private static final TextMemo<Boolean> HAS_DATE =
            new TextMemo<>(text -> DATE.matcher(text).find());

    private DateParser() {}

    /**
     * A date and where it stands.
     *
     * @param complete whether day, month and year were all written
     */
    public record FoundDate(LocalDate date, boolean complete, int start, int end) {}

    /** Dates without a year are read as the ones nearest to {@code near}. */
    public static List<FoundDate> in(String normalised, LocalDate near) {
        if (!HAS_DATE.of(normalised)) {
            return List.of();
        }
        List<FoundDate> found = new ArrayList<>();
        Matcher dates = DATE.matcher(normalised);
        while (dates.find() && found.size() < MAX) {
            read(dates, near).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<FoundDate> read(Matcher match, LocalDate near) {
        try {
            for (int form = 1; form <= 8; form++) {
                if (form == 6 && match.group("y6") != null) {
                    return Optional.of(found(slashed(match), true, match));
                }
                if (form != 6 && (match.group("m" + form) != null)) {
                    return Optional.of(of(match, form, near));
                }
            }
        } catch (DateTimeException e) {
            // Digits that look like a date, such as 99.99.2026.
        }
        return Optional.empty();
    }

    private static FoundDate of(Matcher match, int form, LocalDate near) {
        String month = match.group("m" + form);
        Integer named = Lexicon.month(month);
        int number = named == null ? Integer.parseInt(month) : named;
        boolean dayKnown = form < 7 && match.group("d" + form) != null;
        int day = dayKnown ? Integer.parseInt(match.group("d" + form)) : 1;
        String year = match.group("y" + form);
        if (year != null) {
            int written = Integer.parseInt(year);
            if (written < EARLIEST || written > LATEST) {
                throw new DateTimeException("no year that anybody means");
            }
            return found(LocalDate.of(written, number, day), dayKnown, match);
        }
        LocalDate best = LocalDate.of(near.getYear(), number, Math.min(day, 28)).withDayOfMonth(day);
        for (int shift = -1; shift <= 1; shift += 2) {
            LocalDate other = best.plusYears(shift);
            boolean nearer =
                    Math.abs(other.toEpochDay() - near.toEpochDay()) < Math.abs(best.toEpochDay() - near.toEpochDay());
            best = nearer ? other : best;
        }
        return found(best, false, match);
    }

    /** Month and day as in America, unless that is no date. */
    private static LocalDate slashed(Matcher match) {
        int a = Integer.parseInt(match.group("a6"));
        int b = Integer.parseInt(match.group("b6"));
        int year = Integer.parseInt(match.group("y6"));
        return a > 12 ? LocalDate.of(year, b, a) : LocalDate.of(year, a, b);
    }

    private static FoundDate found(LocalDate date, boolean complete, Matcher match) {
        return new FoundDate(date, complete, match.start(), match.end());
    }

    /** The text with its dates blanked, so that their digits are not read as numbers. */
    public static String blanked(String normalised, List<FoundDate> dates) {
        StringBuilder out = new StringBuilder(normalised);
        for (FoundDate date : dates) {
            for (int i = date.start(); i < date.end(); i++) {
                out.setCharAt(i, i == date.start() ? '\u00a7' : ' ');
            }
        }
        return out.toString();
    }
}
