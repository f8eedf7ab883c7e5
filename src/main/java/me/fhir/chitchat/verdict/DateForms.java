package me.fhir.chitchat.verdict;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The ways in which people write a date, in {@link NormalText}'s form. */
final class DateForms {
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.forLanguageTag("es"), Locale.FRENCH);

    private static final List<DateTimeFormatter> WRITTEN = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE,
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("d.M.uuuu", Locale.ROOT),
            DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT));

    private DateForms() {}

    /** All forms of a value that is a date; none when it is not a date. */
    static Set<String> of(String value) {
        return date(value).map(DateForms::forms).orElse(Set.of());
    }

    /** The year of a date, which is in all its forms. */
    static String year(String value) {
        return date(value)
                .map(date -> String.format(Locale.ROOT, "%04d", date.getYear()))
                .orElse("");
    }

    private static Optional<LocalDate> date(String value) {
        for (DateTimeFormatter format : WRITTEN) {
            try {
                return Optional.of(LocalDate.parse(value.strip(), format));
            } catch (DateTimeException e) {
                // Written in another way, or no date.
            }
        }
        return Optional.empty();
    }

    private static Set<String> forms(LocalDate date) {
        int d = date.getDayOfMonth();
        int m = date.getMonthValue();
        int y = date.getYear();
        Set<String> forms = new LinkedHashSet<>();
        add(forms, "%04d%02d%02d", y, m, d);
        add(forms, "%02d%02d%04d", d, m, y);
        add(forms, "%02d%02d%04d", m, d, y);
        add(forms, "%d%d%04d", d, m, y);
        add(forms, "%d%d%04d", m, d, y);
        add(forms, "%04d\u5e74%d\u6708%d\u65e5", y, m, d);
        for (Locale language : LANGUAGES) {
            for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
                String month = NormalText.of(date.getMonth().getDisplayName(style, language))
                        .squashed();
                for (String day : days(d)) {
                    forms.add(day + month + y);
                    forms.add(month + day + y);
                    forms.add(y + month + day);
                    forms.add(day + "of" + month + y);
                    forms.add(day + "de" + month + "de" + y);
                }
            }
        }
        return forms;
    }

    private static List<String> days(int day) {
        int last = day >= 11 && day <= 13 ? 0 : day % 10;
        String suffix = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
        String two = String.format(Locale.ROOT, "%02d", day);
        return two.equals(String.valueOf(day))
                ? List.of(two, day + suffix)
                : List.of(two, String.valueOf(day), day + suffix);
    }

    private static void add(Set<String> forms, String pattern, Object... numbers) {
        forms.add(String.format(Locale.ROOT, pattern, numbers));
    }
}
