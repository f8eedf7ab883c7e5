package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PhraseTemplate;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Puts a limit by comparison as one of a measure: "stall no wider than 4 metres" is its width of at most 4 metres. */
final class Comparatives {
    private static final int MAX_WORDS = 4;
    private static final List<ComparativeForm> FORMS = forms();

    /**
     * How a language says it.
     *
     * @param rule subject, adjective and figure
     * @param nouns what is measured, by the beginning of the adjective
     * @param title how the limit is put
     * @param genitives how "of the drone" is said, by the form of the subject
     * @param nounsHaveCapitals whether nouns begin with a capital within a sentence
     */
    private record ComparativeForm(
            Pattern rule,
            Map<String, String> nouns,
            String title,
            Map<Pattern, String> genitives,
            boolean nounsHaveCapitals) {
        /** Whose measure it is; in brackets where the grammar is not certain. */
        String subject(String text) {
            String noun = nounsHaveCapitals ? text : TextFormat.uncapitalised(text);
            for (Map.Entry<Pattern, String> genitive : genitives.entrySet()) {
                Matcher form = genitive.getKey().matcher(noun);
                if (form.matches()) {
                    return genitive.getValue().replace("{1}", form.group(1));
                }
            }
            return "(" + noun + ")";
        }

        String noun(String adjective) {
            return nouns.entrySet().stream()
                    .filter(entry -> adjective.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }
    }

    private Comparatives() {}

    /** The rule with its measure named; other rules as they are. */
    static String spelledOut(String rule) {
        for (ComparativeForm form : FORMS) {
            Matcher matcher = form.rule().matcher(rule);
            if (matcher.matches() && matcher.group(1).split(" ", -1).length <= MAX_WORDS) {
                String noun = form.noun(matcher.group(2).toLowerCase(Locale.ROOT));
                return noun.isEmpty() || isTime(matcher.group(3))
                        ? rule
                        : PhraseTemplate.filled(form.title(), noun, matcher.group(3), form.subject(matcher.group(1)));
            }
        }
        return rule;
    }

    /** The measure alone: "Height" of "Height of the flights"; other names as they are. */
    static String measureIn(String name) {
        return FORMS.stream()
                .flatMap(form -> form.nouns().values().stream())
                .filter(noun -> name.startsWith(noun + " "))
                .findFirst()
                .orElse(name);
    }

    /** "No longer than 3 months" limits a time and no length. */
    private static boolean isTime(String figure) {
        return QuantityParser.in(Lexicon.normal(figure)).stream().anyMatch(Quantity::isTime);
    }

    private static List<ComparativeForm> forms() {
        List<ComparativeForm> forms = new ArrayList<>();
        for (String language : Lexicon.LANGUAGES) {
            Properties phrases = Lexicon.properties("phrases_" + language);
            String pattern = phrases.getProperty("comparison.rule", "");
            if (!pattern.isEmpty()) {
                Map<String, String> nouns = new LinkedHashMap<>();
                for (String pair : phrases.getProperty("comparison.nouns", "").split(",", -1)) {
                    String[] sides = pair.split("/", 2);
                    nouns.put(sides[0], sides[1]);
                }
                String adjectives =
                        nouns.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")\\p{L}*"));
                Pattern rule = Pattern.compile(
                        pattern.replace("{0}", adjectives), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
                forms.add(new ComparativeForm(
                        rule,
                        nouns,
                        phrases.getProperty("comparison.title", ""),
                        genitives(phrases),
                        language.equals("de")));
            }
        }
        return List.copyOf(forms);
    }

    private static Map<Pattern, String> genitives(Properties phrases) {
        Map<Pattern, String> genitives = new LinkedHashMap<>();
        for (int n = 1; !phrases.getProperty("comparison.of." + n, "").isEmpty(); n++) {
            String form = phrases.getProperty("comparison.of." + n);
            int slash = form.lastIndexOf('/');
            genitives.put(
                    Pattern.compile(form.substring(0, slash), Pattern.UNICODE_CHARACTER_CLASS),
                    form.substring(slash + 1));
        }
        return genitives;
    }
}
