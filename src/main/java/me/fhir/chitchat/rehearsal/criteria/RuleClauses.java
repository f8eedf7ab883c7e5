package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Splits a rule at its "or" and "and". */
public final class RuleClauses {
    private static final Pattern COMMA_OR = Pattern.compile("(?i),\\s+(?:or|oder|o|ou)\\s+");
    private static final Pattern OR = Pattern.compile("(?i)\\s+(?:or|oder|o|ou)\\s+|または|もしくは");
    private static final Pattern AND = Pattern.compile("(?i),?\\s+(?:and|und|y|et|with|mit|con|avec)\\s+");
    private static final Pattern WITH = Pattern.compile("(?i).*\\b(?:with|mit|con|avec)\\s+$");
    private static final Pattern LIST = Pattern.compile("(?i),?\\s+(?:or|oder|o|ou)\\s+|または|もしくは|[,、，]\\s*");
    private static final String NAME = "\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+){0,2}";
    private static final Pattern NAMES = Pattern.compile("\\b(?:in|of|at|from|aus|en|de|à)\\s+(" + NAME + "(?:, " + NAME
            + ")+,? (?:or|oder|o|ou) " + NAME + ")(?![\\p{L}])");
    private static final Pattern NAME_ENDS = Pattern.compile(",? (?:or|oder|o|ou) |, ");
    private static final Pattern OTHER_LIMIT = Pattern.compile("^(?:or|oder|o|ou) \\p{L}+ (?:than|als|que|de) \\d");
    private static final int FEW = 2;
    private static final int WORDS_OF_A_VALUE = 4;

    private RuleClauses() {}

    /** The alternatives of a rule; one element when it has none. */
    static List<String> alternatives(String text, boolean comma) {
        String normal = Lexicon.normal(text);
        if (Lexicon.list("no").starts(normal) || Lexicon.list("example").isIn(normal)) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        Matcher or = (comma ? COMMA_OR : OR).matcher(text);
        while (or.find()) {
            String rest = Lexicon.normal(text.substring(or.start())).replaceFirst("^, ", "");
            boolean open = isOpen(text.substring(0, or.start()));
            if (!open
                    && !isWithin(NAMES.matcher(text), or.start())
                    && !isComparison(rest)
                    && isClause(text.substring(from, or.start()))) {
                parts.add(text.substring(from, or.start()).strip());
                from = or.end();
            }
        }
        parts.add(text.substring(from).strip());
        return parts.size() < 2 ? List.of(text) : completed(parts);
    }

    /** The places or makers that a rule lists, "in Leeds, York or Hull"; none where it lists no names. */
    static List<String> names(String text) {
        Matcher names = NAMES.matcher(text);
        return names.find() ? List.of(NAME_ENDS.split(names.group(1), -1)) : List.of();
    }

    /** The values of "red, blue or green"; none where the text is no such list. */
    public static List<String> enumerated(String text) {
        String normal = Lexicon.normal(text);
        Matcher or = OR.matcher(text);
        boolean plain = !Lexicon.list("no").isIn(normal)
                && !Lexicon.list("obligation").isIn(normal)
                && ConstraintParser.in(normal).isEmpty();
        if (!plain || !or.find() || isComparison(normal.substring(or.start()).strip())) {
            return List.of();
        }
        List<String> values = LIST.splitAsStream(text)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        boolean brief = values.stream().allMatch(value -> value.split("\\s+", -1).length <= WORDS_OF_A_VALUE);
        return brief ? values : List.of();
    }

    /** The conditions of a rule that must hold together, where each has a figure of its own or stands with one. */
    static List<String> conditions(String text) {
        if (Lexicon.list("no").starts(Lexicon.normal(text))) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        Matcher and = AND.matcher(text);
        while (and.find()) {
            String left = text.substring(from, and.start());
            String right = text.substring(and.end());
            boolean with = WITH.matcher(and.group()).matches();
            boolean whole = !isOpen(text.substring(0, and.start())) && !Ranges.isStart(left);
            String tested = with ? left : right;
            if (whole && isClause(left) && isClause(right) && hasFigure(tested)) {
                parts.add(left.strip());
                from = and.end();
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    private static boolean hasFigure(String text) {
        return !ConstraintParser.in(Lexicon.normal(text)).isEmpty();
    }

    private static boolean isClause(String text) {
        return !CriterionFacts.withoutFigures(Terms.of(text)).isEmpty();
    }

    /** "or more", "or older" belong to the number before. */
    private static boolean isComparison(String rest) {
        // "Or less than 80,000 km" is a limit of its own, and "on or after 1 March" is one date.
        return !OTHER_LIMIT.matcher(rest).find()
                && (Lexicon.list("orMore").starts(rest)
                        || Lexicon.list("orLess").starts(rest)
                        || Lexicon.list("orOlder").starts(rest)
                        || Lexicon.list("fromDateOn").starts(rest)
                        || Lexicon.list("upToDate").starts(rest));
    }

    private static boolean isWithin(Matcher found, int position) {
        return found.find() && found.start() <= position && position < found.end();
    }

    /** Whether a bracket is open. */
    private static boolean isOpen(String text) {
        return text.chars().filter(c -> c == '(').count()
                > text.chars().filter(c -> c == ')').count();
    }

    /** "Prescribed by a rheumatologist or dermatologist": a short alternative gets the words before the other one. */
    private static List<String> completed(List<String> parts) {
        List<String> whole = new ArrayList<>();
        String first = parts.get(0);
        whole.add(first);
        for (String part : parts.subList(1, parts.size())) {
            String[] words = part.split("\\s+", -1);
            String[] before = first.split("\\s+", -1);
            boolean brief =
                    words.length <= FEW && before.length > words.length && !hasFigure(part) && !hasFigure(first);
            String start =
                    brief ? String.join(" ", List.of(before).subList(0, before.length - words.length)) + " " : "";
            whole.add(start + part);
        }
        return whole;
    }
}
