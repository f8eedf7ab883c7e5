package me.fhir.chitchat.rehearsal.knowledge;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** What an agent said itself or has in its rules: sent back or quoted, it is no evidence of anything. */
final class OwnWords {
    private static final int MIN_LENGTH = 6;
    private static final Pattern BULLET = Pattern.compile("^(?:[-*•]\\s+|\\d{1,2}[.)]\\s+)+");
    private static final Pattern QUOTED = Pattern.compile("[\"“„«「『]\\s?([^\"“”„«»「」『』]{6,400}?)\\s?[\"”“»」』]");

    private final Set<String> said = new HashSet<>();
    private final Set<String> points = new HashSet<>();
    private final Set<String> phrases = new HashSet<>();
    private final Set<String> rules = new HashSet<>();

    /**
     * What counts as own.
     *
     * @param messages the agent's own messages
     */
    OwnWords(List<String> messages, Knowledge knowledge) {
        for (String message : messages) {
            message.lines().forEach(line -> {
                boolean listed = !bare(line).equals(line.strip());
                add(line, listed);
                Sentences.of(bare(line)).forEach(sentence -> add(sentence, listed));
            });
        }
        knowledge.leaves().stream()
                .filter(Knowledge.Leaf::rule)
                .map(leaf -> key(leaf.statement().text()))
                .filter(text -> text.length() >= MIN_LENGTH)
                .forEach(rules::add);
    }

    private void add(String text, boolean listed) {
        String key = key(text);
        if (key.length() >= MIN_LENGTH) {
            said.add(key);
            // Who repeats the name of a point says that it is so.
            (listed && !key.endsWith("?") ? points : phrases).add(key);
        }
    }

    private static String bare(String line) {
        return BULLET.matcher(line.strip()).replaceFirst("");
    }

    private static String key(String text) {
        return Lexicon.normal(TextFormat.withoutStop(bare(text)));
    }

    /** A text without the lines that it quotes and without what the agent said itself. */
    String without(String text) {
        Set<String> own = isEcho(text) ? said : phrases;
        return text.lines()
                .filter(line -> !line.strip().startsWith(">"))
                .map(line -> withoutInLine(line, own))
                .collect(Collectors.joining("\n"));
    }

    /** Whether a text sends a message of the agent back: it repeats more than the names of points. */
    private boolean isEcho(String text) {
        return text.lines()
                .flatMap(line -> Sentences.of(bare(line)).stream())
                .map(OwnWords::key)
                .anyMatch(key -> phrases.contains(key) && !points.contains(key));
    }

    private static String withoutInLine(String line, Set<String> own) {
        if (own.contains(key(line))) {
            return "";
        }
        List<String> sentences = Sentences.of(line);
        List<String> theirs = sentences.stream()
                .filter(sentence -> !own.contains(key(sentence)))
                .toList();
        return theirs.size() == sentences.size() ? line : String.join(" ", theirs);
    }

    /** Whether a sentence only quotes a rule. */
    boolean isQuotedRule(String sentence) {
        Matcher quotes = QUOTED.matcher(sentence);
        while (quotes.find()) {
            String before = Lexicon.normal(sentence.substring(0, quotes.start()));
            if (rules.contains(key(quotes.group(1)))
                    || said.contains(key(quotes.group(1)))
                    || Lexicon.list("quotedRule").isIn(before)) {
                return true;
            }
        }
        int colon = Math.max(sentence.indexOf(':'), sentence.indexOf('：'));
        return colon > 0 && Lexicon.list("quotedRule").isIn(Lexicon.normal(sentence.substring(0, colon)));
    }
}
