package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.RuleWording;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/**
 * An entry of a record or a table of conditions: what it is about, and what is asked of it, such as {@code
 * {"Total value": "up to 10,000 EUR"}} or {@code {"requirement": "Total value", "allowed": "up to 10,000 EUR"}}.
 *
 * @param last whether the value is the last column of its row: the one that says what is asked
 */
record ConditionEntry(String label, String value, boolean last) {
    private static final int WORDS_OF_A_LABEL = 8;
    private static final int WORDS_OF_A_SENTENCE = 3;
    /** What a Japanese sentence has, and a bare value has not. */
    private static final Pattern PARTICLE = Pattern.compile("[はがを]");

    private static final Pattern IN_LIST = Pattern.compile(".*/\\d+");
    private static final Pattern IN_TABLE = Pattern.compile(".*/\\d+/[^/]*");

    /** The entry that a value belongs to; empty where it stands in no record or table of conditions. */
    static Optional<ConditionEntry> of(Leaf leaf, Map<String, List<Leaf>> byParent) {
        List<String> names = leaf.names();
        if (names.size() < 2
                || !(leaf.value() instanceof String text)
                || !(Lexicon.list("listAll").isIn(Lexicon.normal(TextFormat.spaced(names.get(names.size() - 2))))
                        || isFormed(leaf, byParent.getOrDefault(Knowledge.parent(leaf), List.of())))) {
            return Optional.empty();
        }
        if (!IN_TABLE.matcher(leaf.pointer()).matches()) {
            return IN_LIST.matcher(leaf.pointer()).matches()
                    ? Optional.empty()
                    : Optional.of(new ConditionEntry(TextFormat.human(leaf.name()), text, true));
        }
        List<Leaf> row = byParent.getOrDefault(Knowledge.parent(leaf), List.of()).stream()
                .filter(ConditionEntry::isColumn)
                .toList();
        if (row.size() != 2
                || !row.contains(leaf)
                || !isLabel(String.valueOf(row.get(0).value()))) {
            return Optional.empty();
        }
        return Optional.of(new ConditionEntry(String.valueOf(row.get(0).value()), text, row.indexOf(leaf) == 1));
    }

    /** Whether a record or row has the form of conditions, whatever it is called. */
    private static boolean isFormed(Leaf leaf, List<Leaf> record) {
        List<Leaf> texts = record.stream().filter(ConditionEntry::isColumn).toList();
        if (!leaf.rule() || texts.size() < 2) {
            return false;
        }
        if (IN_TABLE.matcher(leaf.pointer()).matches()) {
            Leaf last = texts.get(texts.size() - 1);
            return RuleWording.isConditionColumn(last.name())
                    || RuleWording.isRule(last.statement().text());
        }
        return texts.stream()
                                .filter(text ->
                                        RuleWording.isRule(text.statement().text()))
                                .count()
                        * 2
                >= texts.size();
    }

    /** Whether a value of a row is more than its number or a remark. */
    private static boolean isColumn(Leaf leaf) {
        String name = Lexicon.normal(TextFormat.spaced(leaf.name()));
        return leaf.value() instanceof String
                && !FieldNames.isIdName(name)
                && !Lexicon.list("procedureKey").isIn(name);
    }

    private static boolean isLabel(String text) {
        return !text.isBlank()
                && text.split("\\s+", -1).length <= WORDS_OF_A_LABEL
                && !RuleParser.isRule(text)
                && RuleClauses.enumerated(text).isEmpty();
    }

    /** The point that asks yes, no or one of several values, or that is a sentence; empty for what other readers know. */
    List<Criterion> points(Leaf leaf) {
        String asked = Lexicon.normal(TextFormat.withoutStop(value));
        if (Lexicon.list("affirmative").is(asked)) {
            return List.of(Criterion.of(leaf, label, Terms.of(label), new Criterion.YesOrNo(true)));
        }
        if (Lexicon.list("negative").is(asked)) {
            return List.of(Criterion.of(leaf, label + ": " + value, Terms.of(label), new Criterion.YesOrNo(false)));
        }
        List<String> values = RuleClauses.enumerated(TextFormat.withoutStop(value));
        if (!values.isEmpty()) {
            return List.of(Criterion.of(leaf, label + ": " + value, Terms.of(label), new Criterion.OneOf(values)));
        }
        return List.of();
    }

    /** Whether what is asked is a sentence that needs no name before it. */
    boolean isSentence() {
        // "From 1 July 2026 on" has several words, but none that says what.
        boolean telling = CriterionFacts.withoutFigures(Terms.of(value)).keys().size() > 1;
        boolean place = Lexicon.list("placeOfRule").isIn(Lexicon.normal(value));
        boolean wordy = telling && !place && value.split("\\s+", -1).length > WORDS_OF_A_SENTENCE;
        return wordy || PARTICLE.matcher(value).find();
    }
}
