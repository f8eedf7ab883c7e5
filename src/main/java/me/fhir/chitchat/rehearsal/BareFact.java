package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the fact out of the words that it was told in: "we have 12 days on record" becomes "12 days". */
final class BareFact {
    private static final List<String> FORMS =
            List.of("fact.noted", "fact.flag", "fact.text", "fact.bare", "fact.counted", "fact.measure", "fact.first");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    private static final String MARKS = "“”„«»‹›‘’‚「」『』\"";
    private static final Pattern OUTER_MARKS = Pattern.compile("^[\\s\u00a0" + MARKS + "]+|[\\s\u00a0" + MARKS + "]+$");
    /** Shorter beginnings are those of ordinary sentences. */
    private static final int LEAST_LETTERS = 3;

    private final Phrases phrases;
    private final List<Pattern> forms = new ArrayList<>();
    private final Optional<Pattern> of;

    BareFact(Phrases phrases) {
        this.phrases = phrases;
        FORMS.forEach(name -> form(name, LEAST_LETTERS).ifPresent(forms::add));
        this.of = form("fact.of", 1);
    }

    /** The form as a pattern; none when it begins with the fact itself or has a verb of its own. */
    private Optional<Pattern> form(String name, int least) {
        String template = phrases.always(name, "{0}", "{1}", "{2}");
        int begin = template.indexOf("{0}");
        if (begin < least || template.contains("{2}")) {
            return Optional.empty();
        }
        StringBuilder pattern = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        int from = 0;
        while (place.find()) {
            pattern.append(literal(template.substring(from, place.start())))
                    .append("(?<v")
                    .append(place.group(1))
                    .append(">.+")
                    .append(template.indexOf('{', place.end()) > 0 ? "?)" : ")");
            from = place.end();
        }
        String tail = template.substring(from);
        pattern.append(tail.isEmpty() ? "" : "(?:" + literal(tail) + ")?");
        String whole = pattern.toString();
        return Optional.of(Pattern.compile(
                tail.isEmpty() ? whole : whole.replaceFirst("\\.\\+\\)(?=\\(\\?:[^<]*$)", ".+?)"),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    /** The words of a form; its spaces and quotation marks may be others. */
    private static String literal(String words) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (isSpace(c)) {
                boolean tight = i > 0 && MARKS.indexOf(words.charAt(i - 1)) >= 0;
                boolean before = i + 1 < words.length() && (MARKS + ":").indexOf(words.charAt(i + 1)) >= 0;
                out.append("[\\s\u00a0]").append(tight || before ? '*' : '+');
            } else if (MARKS.indexOf(c) >= 0) {
                out.append('[').append(MARKS).append("]?");
            } else {
                out.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return out.toString();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u00a0';
    }

    /** The fact as "name: value", or its value alone; what was told in other words stays as it is. */
    String of(String text) {
        return found(text).orElse(text);
    }

    private Optional<String> found(String text) {
        for (Pattern form : forms) {
            Matcher told = form.matcher(text);
            if (told.matches()) {
                return Optional.of(
                        form.pattern().contains("<v1>")
                                ? field(told.group("v0"), told.group("v1"))
                                : bare(told.group("v0")));
            }
        }
        Matcher about = of.isPresent() ? of.get().matcher(text) : null;
        if (about == null || !about.matches()) {
            return Optional.empty();
        }
        String name = bare(about.group("v0"));
        return found(about.group("v1"))
                .map(fact -> isField(fact)
                        ? phrases.always("written.comma", TextFormat.capitalised(name), phrases.inSentence(fact))
                        : field(name, fact));
    }

    private static boolean isField(String fact) {
        return fact.indexOf(':') > 0 || fact.indexOf('：') > 0;
    }

    private String field(String name, String value) {
        return phrases.always("written.field", TextFormat.capitalised(bare(name)), bare(value));
    }

    private static String bare(String text) {
        return OUTER_MARKS.matcher(text).replaceAll("");
    }
}
