package me.fhir.chitchat.rehearsal.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognises the questions of the rehearsal, in any language, and says which points they ask for. */
public final class AskedPoint {
    private static final List<String> PLAIN =
            List.of("confirmed", "given", "givenAgain", "date", "figure", "again", "bothDates");
    /** They stand for what is filled in, and are words so that marks are spaced as behind words. */
    private static final List<String> PLACES = List.of("Xaax", "Xbbx", "Xccx");

    private static final List<AskedForm> FORMS = forms();
    private static final List<AskedForm> EXCLUSIONS = Lexicon.LANGUAGES.stream()
            .map(language -> Lexicon.properties("phrases_" + language))
            .map(phrases -> form(phrases, phrases.getProperty("ask.noneOf", ""), ""))
            .toList();
    /**
     * A longer line is no question of the rehearsal. The time that a form takes grows with a power of the length, and
     * strangers write these lines.
     */
    private static final int MAX_LENGTH = 600;

    private static final Pattern VALUES = Pattern.compile(",\\s+|[、，]|\\s(?:or|oder|o|ou|أو)\\s|または");

    /**
     * One way to ask.
     *
     * @param ending what follows the last place
     * @param title how the point is called in a list of conditions
     */
    private record AskedForm(Pattern question, String ending, String title) {
        /** What stands in the places of a text that has this form. */
        Optional<MatchResult> match(String text) {
            Matcher asked = question.matcher(text);
            return text.length() <= MAX_LENGTH && text.endsWith(ending) && asked.matches()
                    ? Optional.of(asked)
                    : Optional.empty();
        }
    }

    private AskedPoint() {}

    /** The point that is asked for; other texts as they are. */
    public static String of(String question) {
        for (AskedForm form : FORMS) {
            Optional<MatchResult> asked = form.match(question);
            if (asked.isPresent()) {
                String[] values = new String[asked.get().groupCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = asked.get().group(i + 1);
                }
                return PhraseTemplate.filled(form.title(), values).strip();
            }
        }
        return question;
    }

    /** The exclusions that a question lists, by their words; none for other questions. */
    public static List<Terms> exclusions(String question) {
        for (AskedForm form : EXCLUSIONS) {
            Optional<MatchResult> asked = form.match(question);
            if (asked.isPresent()) {
                return VALUES.splitAsStream(asked.get().group(2))
                        .map(Terms::of)
                        .filter(terms -> !terms.isEmpty())
                        .toList();
            }
        }
        return List.of();
    }

    private static List<AskedForm> forms() {
        List<AskedForm> forms = new ArrayList<>();
        for (String language : Lexicon.LANGUAGES) {
            Properties phrases = Lexicon.properties("phrases_" + language);
            forms.add(form(phrases, phrases.getProperty("ask.oneOf", ""), "{0}: {1}"));
            for (String name : List.of("point.contradicting", "point.contradicted")) {
                String statements = phrases.getProperty(name, "");
                String said = language.equals("ja") ? statements : TextFormat.withoutStop(statements);
                forms.add(form(phrases, phrases.getProperty("ask.which", "").replace("{0}", said), "{0}"));
            }
            for (String name : PLAIN) {
                variants(phrases, "ask." + name).forEach(asked -> forms.add(form(phrases, asked, "{0}")));
            }
        }
        return List.copyOf(forms);
    }

    private static Stream<String> variants(Properties phrases, String name) {
        return Stream.of(name, name + ".me")
                .map(key -> phrases.getProperty(key, ""))
                .filter(said -> !said.isBlank())
                .distinct();
    }

    private static AskedForm form(Properties phrases, String question, String title) {
        String filled =
                new SpokenText(phrases).polished(PhraseTemplate.filled(question, PLACES.toArray(String[]::new)));
        String pattern = Pattern.quote(filled);
        int lastEnd = 0;
        for (String place : PLACES) {
            int at = filled.lastIndexOf(place);
            lastEnd = Math.max(lastEnd, at < 0 ? 0 : at + place.length());
            pattern = pattern.replace(place, "\\E(.+?)\\Q");
        }
        return new AskedForm(Pattern.compile(pattern), filled.substring(lastEnd), title);
    }
}
