package me.fhir.chitchat.rehearsal.arguments;

import java.util.List;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Tells values of a case from what the own knowledge asks of them. */
final class OwnValues {
    private static final List<String> BOUNDS =
            List.of("atLeast", "atMost", "orMore", "orLess", "within", "beforeDate", "afterDate", "obligation");
    private static final Pattern OR = Pattern.compile("(?:,\\s?|\\s)(?:or|oder|o|ou)\\s|または|もしくは");

    private OwnValues() {}

    /** Whether a text of a rule asks something: a limit, or one of several values. */
    static boolean isCondition(Leaf leaf) {
        if (!leaf.rule() || !(leaf.value() instanceof String)) {
            return false;
        }
        String text = leaf.statement().normal();
        return OR.matcher(text).find()
                || BOUNDS.stream().anyMatch(bound -> Lexicon.list(bound).isIn(text));
    }

    /** Whether a value is one for each of something, such as a price per day. */
    static boolean isRate(Leaf leaf) {
        return (leaf.value() instanceof String
                        && Lexicon.list("every").isIn(leaf.statement().normal()))
                || Lexicon.list("every").isIn(Lexicon.normal(TextFormat.spaced(leaf.name())));
    }
}
