package me.fhir.chitchat.rehearsal.knowledge;

import java.util.regex.Matcher;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Orders;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Statement.Mood;
import me.fhir.chitchat.rehearsal.language.Terms;

/** What a message of the other side is, as a whole. */
public enum MessageKind {
    BLANK,
    ORDER,
    WITHDRAWAL,
    REFUSAL,
    APOLOGY,
    HOSTILE,
    UNRELATED,
    CONTENT;

    /**
     * Reads a message.
     *
     * @param topic the words of the case
     */
    public static MessageKind of(String text, boolean hasAttachments, Terms topic) {
        String normal = Lexicon.normal(text);
        if (normal.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return hasAttachments ? CONTENT : BLANK;
        }
        if (Orders.areIn(text)) {
            return ORDER;
        }
        if (withdraws(text)) {
            return WITHDRAWAL;
        }
        boolean refuses = Sentences.of(text).stream().anyMatch(sentence -> Sentences.mood(sentence) == Mood.REFUSAL);
        if (refuses) {
            return REFUSAL;
        }
        if (Lexicon.list("hostile").isIn(normal)) {
            return HOSTILE;
        }
        if (Lexicon.list("apology").isIn(normal)) {
            return APOLOGY;
        }
        boolean related = hasAttachments
                || Terms.of(text).shared(topic) > 0
                || Sentences.isQuestion(normal)
                || Lexicon.list("affirmative").isIn(normal)
                || !QuantityParser.in(normal).isEmpty();
        return related ? CONTENT : UNRELATED;
    }

    private static boolean withdraws(String text) {
        for (String sentence : Sentences.of(text)) {
            // "I am sorry" is a negation in Japanese, and denies nothing.
            String normal = Lexicon.list("politeNegation")
                    .matcher(Lexicon.normal(sentence))
                    .replaceAll("");
            boolean said = Lexicon.list("withdrawal").isIn(normal)
                    && !Sentences.isQuestion(normal)
                    && !Lexicon.list("conditional").isIn(normal);
            Matcher matcher = Lexicon.list("withdrawal").matcher(normal);
            boolean denied = said
                    && matcher.find()
                    && (Lexicon.list("negator")
                                    .isIn(normal.substring(Math.max(0, matcher.start() - 14), matcher.start()))
                            || Lexicon.list("negator").starts(normal.substring(matcher.end())));
            if (said && !denied) {
                return true;
            }
        }
        return false;
    }

    /** Whether a message of this kind may come right before a positive decision. */
    public boolean allowsPositive() {
        return this == CONTENT || this == APOLOGY || this == HOSTILE;
    }
}
