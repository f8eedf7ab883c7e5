package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Sentences;

/**
 * A decision that the scenario's author prescribes regardless of the evidence, as in "always deny" or "approve every
 * request".
 */
record DecisionOverride(boolean approve, boolean deny) {
    private static final int WORDS_AFTER = 3;
    private static final int MAX_RULE_LENGTH = 80;

    static DecisionOverride of(StepContext context) {
        List<String> sentences = new ArrayList<>(Sentences.of(context.step().instructions()));
        for (Knowledge.Leaf leaf : context.evidence().knowledge().leaves()) {
            if (leaf.rule() && leaf.value() instanceof String text && text.length() <= MAX_RULE_LENGTH) {
                sentences.add(text);
            }
        }
        return new DecisionOverride(anyOrders("orderApprove", sentences), anyOrders("orderDeny", sentences));
    }

    private static boolean anyOrders(String list, List<String> sentences) {
        return sentences.stream().anyMatch(sentence -> isOrder(list, Lexicon.normal(sentence)));
    }

    /** A sentence with a condition, a negation or another object, as in "accept all documents", is no such order. */
    static boolean isOrder(String list, String normal) {
        Matcher order = Lexicon.list(list).matcher(normal);
        if (!order.find() || Lexicon.list("orderLimits").isIn(normal)) {
            return false;
        }
        String before = normal.substring(0, order.start()).strip();
        String after = normal.substring(order.end()).replaceAll("[.!;:,。]", " ").strip();
        boolean denied = Lexicon.list("orderNegation").isIn(before.substring(Math.max(0, before.length() - 12)));
        return !denied && (after.isEmpty() || after.split("\\s+", -1).length <= WORDS_AFTER);
    }
}
