package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.criteria.Rule.Compound;
import me.fhir.chitchat.rehearsal.criteria.Rule.Single;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import me.fhir.chitchat.rehearsal.language.WordList;

/**
 * Reads the rules in a text as people write them: sentences, run-on lists, alternatives, exceptions, and "two of the
 * following".
 */
public final class RuleParser {
    private static final Pattern MARKER =
            Pattern.compile("(?:^|(?<=[\\s;,:]))(?:\\(?\\d{1,2}[.)]|\\([a-z]{1,3}\\)|[a-h]\\)|[-*•–])\\s+(?=\\S)");
    private static final Pattern CLAUSES = Pattern.compile("[;；]\\s*");
    private static final Pattern ITEMS = Pattern.compile("\\s*[;；,、，]\\s*|\\R+");
    private static final Pattern LEADING = Pattern.compile("^[\\s,;:]+|^(?:and|or|und|oder|y|o|et|ou)\\s+");
    private static final Pattern BULLET =
            Pattern.compile("^\\s*(?:[-*•–]|\\(?\\d{1,2}[.)]|\\([a-z]\\)|[a-h]\\))\\s+.*");
    private static final Pattern HEAD = Pattern.compile("^(?:[^:：]{3,60}|\\p{IsHan}{2})[:：]\\s?\\S");
    private static final int MAX = 24;
    private static final int MAX_DEPTH = 4;

    private RuleParser() {}

    /**
     * The rules that a text states one after the other.
     *
     * @param prose whether sentences that ask nothing may stand between them
     */
    public static List<Rule> of(String text, boolean prose) {
        List<Rule> rules = new ArrayList<>();
        for (String block : blocks(text)) {
            if (Lexicon.list("ofFollowing").isIn(Lexicon.normal(block))) {
                rules.add(parsed(block, 0));
                continue;
            }
            List<String> items = items(block);
            for (String item : items) {
                for (String said : sentences(item)) {
                    String sentence = RuleForms.plain(Comparatives.spelledOut(said));
                    if (!prose || items.size() > 1 || isItem(block) || isRule(sentence)) {
                        clauses(sentence).forEach(clause -> rules.add(parsed(clause, 0)));
                    }
                }
            }
        }
        return rules.stream().limit(MAX).toList();
    }

    /** Sentences; a part that begins with a small letter or a digit belongs to the one before: "wt." ends none. */
    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (String sentence : Sentences.of(text)) {
            int last = sentences.size() - 1;
            boolean goesOn =
                    last >= 0 && (Character.isLowerCase(sentence.charAt(0)) || Character.isDigit(sentence.charAt(0)));
            if (goesOn) {
                sentences.set(last, sentences.get(last) + " " + sentence);
            } else {
                sentences.add(sentence);
            }
        }
        return sentences;
    }

    private static boolean isItem(String line) {
        return BULLET.matcher(line).matches();
    }

    private static List<String> clauses(String sentence) {
        return CLAUSES.splitAsStream(sentence)
                .map(RuleParser::trimmed)
                .filter(clause -> !clause.isEmpty())
                .toList();
    }

    /** Whether any of the words of a rule stand in the text: an obligation, a condition, a figure to keep to. */
    static boolean isRule(String text) {
        String normal = Lexicon.normal(text);
        if (CodeRange.isRange(text)) {
            return false;
        }
        return Lexicon.list("obligation").isIn(normal)
                || Lexicon.list("unless").isIn(normal)
                || Lexicon.list("grantedIf").isIn(normal)
                || Lexicon.list("deniedIf").isIn(normal)
                || Lexicon.list("no").starts(normal)
                || !ConstraintParser.in(normal).isEmpty();
    }

    /** Sentences, but the lines of a list stay with what leads to them. */
    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        for (String line : text.split("\\R+", -1)) {
            String last = blocks.isEmpty() ? "" : blocks.get(blocks.size() - 1);
            if (isItem(line) && Lexicon.list("ofFollowing").isIn(Lexicon.normal(last))) {
                blocks.set(blocks.size() - 1, last + "\n" + line);
            } else if (!line.isBlank()) {
                groups(line).forEach(blocks::add);
            }
        }
        return blocks;
    }

    /** A sentence with "of the following" stands for itself. */
    private static List<String> groups(String line) {
        return Lexicon.list("ofFollowing").isIn(Lexicon.normal(line)) ? Sentences.of(line) : List.of(line);
    }

    /** The items of a list that is written in one line, such as "1. A 2. B". */
    private static List<String> items(String line) {
        Matcher markers = MARKER.matcher(line);
        List<String> items = new ArrayList<>();
        int from = 0;
        while (markers.find()) {
            items.add(line.substring(from, markers.start()));
            from = markers.end();
        }
        items.add(line.substring(from));
        if (items.size() == 2 && !items.get(0).isBlank()) {
            // A number that a sentence ends with.
            return List.of(line);
        }
        return items.stream()
                .map(RuleParser::trimmed)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static String trimmed(String text) {
        return LEADING.matcher(text.strip()).replaceFirst("").strip();
    }

    private static Rule parsed(String given, int depth) {
        String text = TextFormat.withoutStop(withoutVerdict(given));
        if (depth >= MAX_DEPTH) {
            return new Single(text);
        }
        Matcher group = Lexicon.list("ofFollowing").matcher(Lexicon.normal(text));
        if (group.find()) {
            return group(text, Lexicon.normal(text).substring(0, group.start()), depth);
        }
        List<String> exception = split(text, Lexicon.list("unless"));
        if (exception.size() == 2) {
            return compound(text, 1, exception, depth);
        }
        if (HEAD.matcher(text).lookingAt()) {
            // What stands before the colon names all that follows, even with an "or" in it.
            return new Single(text);
        }
        List<String> alternatives = RuleClauses.alternatives(text, true);
        if (alternatives.size() > 1) {
            return compound(text, 1, alternatives, depth);
        }
        List<String> both = RuleClauses.conditions(text);
        if (both.size() > 1) {
            return compound(text, both.size(), both, depth);
        }
        List<String> either = RuleClauses.alternatives(text, false);
        return either.size() > 1 ? compound(text, 1, either, depth) : new Single(text);
    }

    private static Rule compound(String text, int needed, List<String> parts, int depth) {
        return new Compound(
                text,
                needed,
                parts.stream().map(part -> parsed(part, depth + 1)).toList());
    }

    private static Rule group(String text, String before, int depth) {
        int colon = Math.max(text.indexOf(':'), text.indexOf('：'));
        String list = colon < 0 ? "" : text.substring(colon + 1);
        List<String> items = items(list);
        if (items.size() < 2) {
            items = ITEMS.splitAsStream(list)
                    .map(RuleParser::trimmed)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }
        if (items.size() < 2) {
            return new Single(text);
        }
        List<Quantity> counts = QuantityParser.in(before);
        int all = items.size();
        boolean every = Lexicon.list("allOf").isIn(before);
        int needed = every
                ? all
                : counts.isEmpty() ? 1 : counts.get(counts.size() - 1).number().intValue();
        return compound(text.replaceAll("\\R+", "; "), Math.max(1, Math.min(needed, all)), items, depth);
    }

    /** "X is covered if A" asks A; "not covered with B" asks that there is no B. */
    private static String withoutVerdict(String text) {
        String normal = Lexicon.normal(text);
        if (normal.length() != text.length()) {
            return text;
        }
        Matcher denied = Lexicon.list("deniedIf").matcher(normal);
        if (denied.find() && denied.end() < text.length() - 2) {
            return Lexicon.list("no").isIn(normal.substring(denied.end()))
                    ? text
                    : "No " + text.substring(denied.end()).strip();
        }
        Matcher granted = Lexicon.list("grantedIf").matcher(normal);
        return granted.find() && granted.end() < text.length() - 2
                ? text.substring(granted.end()).strip()
                : text;
    }

    private static List<String> split(String text, WordList at) {
        String normal = Lexicon.normal(text);
        Matcher word = at.matcher(normal);
        if (normal.length() != text.length() || !word.find() || word.start() < 4) {
            return List.of(text);
        }
        return List.of(
                trimmed(text.substring(0, word.start()).replaceAll("[,\\s]+$", "")),
                trimmed(text.substring(word.end())));
    }
}
