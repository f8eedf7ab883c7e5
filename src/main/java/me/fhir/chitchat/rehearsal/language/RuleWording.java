package me.fhir.chitchat.rehearsal.language;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells by their wording and form the rules of a side that decides, whatever their field is called: "house style"
 * may be a name for rules, and "at most 120 guests" is one under any name.
 */
public final class RuleWording {
    private static final int CONTEXT_LENGTH = 34;
    private static final int WORDS_OF_PROSE = 6;
    /** Characters of a sentence in a script without spaces. */
    private static final int CHARACTERS_OF_PROSE = 16;

    private static final Set<String> COLUMNS = Set.of("listAll", "requiredKey", "minKey", "maxKey", "criteriaKey");

    private RuleWording() {}

    /** Whether a text obliges, forbids, or limits a figure. */
    public static boolean isRule(String text) {
        String normal = Lexicon.normal(text);
        return Lexicon.list("obligation").isIn(normal)
                || Lexicon.list("unless").isIn(normal)
                || Lexicon.list("grantedIf").isIn(normal)
                || Lexicon.list("deniedIf").isIn(normal)
                || Lexicon.list("no").starts(normal)
                || QuantityParser.in(normal).stream().anyMatch(figure -> isLimit(figure, normal));
    }

    private static boolean isLimit(Quantity figure, String normal) {
        String before = normal.substring(Math.max(0, figure.start() - CONTEXT_LENGTH), figure.start())
                .strip();
        String after = normal.substring(Math.min(figure.end(), normal.length())).strip();
        return FigureWords.endsWith("atLeast", before)
                || FigureWords.endsWith("atMost", before)
                || FigureWords.endsWith("within", before)
                || FigureWords.follows("orMore", after)
                || FigureWords.follows("orLess", after)
                || FigureWords.follows("orOlder", after);
    }

    /** Whether a value is a set of rules: prose, a list, a record or a table whose entries are for the most part rules. */
    public static boolean isRuleSet(String name, @Nullable Object value) {
        String spaced = Lexicon.normal(TextFormat.spaced(name));
        // A list of sentences is no record of a case, even under a name such as "ticket".
        boolean caseRecord = FieldNames.isCaseRecord(name) && !(value instanceof List);
        if (caseRecord || Lexicon.list("procedureKey").isIn(spaced)) {
            return false;
        }
        if (value instanceof String text) {
            return isProse(text) && isRule(text);
        }
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().noneMatch(key -> isIdentity(String.valueOf(key)))
                    && isMostlyRules(texts(map.values().stream()));
        }
        if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            return list.size() > 1
                    && list.stream().filter(row -> isRow((Map<?, ?>) row)).count() * 2 >= list.size();
        }
        return value instanceof List<?> list && isMostlyRules(texts(list.stream()));
    }

    private static boolean isIdentity(String key) {
        return FieldNames.isIdName(Lexicon.normal(TextFormat.spaced(key)));
    }

    private static boolean isProse(String text) {
        return text.split("\\s+", -1).length >= WORDS_OF_PROSE
                || (text.indexOf(' ') < 0 && text.length() >= CHARACTERS_OF_PROSE);
    }

    private static List<String> texts(Stream<?> values) {
        return values.filter(String.class::isInstance).map(String.class::cast).toList();
    }

    private static boolean isMostlyRules(List<String> texts) {
        return texts.size() > 1 && texts.stream().filter(RuleWording::isRule).count() * 2 >= texts.size();
    }

    /** Whether a row of a table has a column for what is asked, or asks something. */
    private static boolean isRow(Map<?, ?> row) {
        boolean column = row.keySet().stream().anyMatch(key -> isConditionColumn(String.valueOf(key)));
        return column || texts(row.values().stream()).stream().anyMatch(RuleWording::isRule);
    }

    /** Whether a column's name says that it has what is asked: "limit", "required", "maximum". */
    public static boolean isConditionColumn(String name) {
        String spaced = Lexicon.normal(TextFormat.spaced(name));
        return COLUMNS.stream().anyMatch(list -> Lexicon.list(list).is(spaced));
    }
}
