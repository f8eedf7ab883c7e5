package me.fhir.chitchat.rehearsal.criteria;

import java.util.Optional;
import me.fhir.chitchat.rehearsal.language.BareAnswer;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Statement;

/** What a yes or a no says that was answered to a point. */
final class PlainReply {
    private PlainReply() {}

    /** Whether a yes or a no was answered to the point, by which it is clear what is meant or not. */
    static boolean isGiven(CriterionFacts facts, Statement statement) {
        boolean said = BareAnswer.isYes(statement.normal()) || BareAnswer.isNo(statement.normal());
        return said && statement.mood() == Statement.Mood.ANSWER && facts.isAnswered(statement);
    }

    /** What a yes or no says of the fact; empty for "no" to "can you confirm that there is none?". */
    static Optional<Boolean> said(CriterionFacts facts, Statement statement) {
        boolean lack = Negation.isInName(statement.label());
        if (isGiven(facts, statement)
                && BareAnswer.isNo(statement.normal())
                && asksForNo(facts.criterion().title())) {
            return Optional.of(false);
        }
        if (!isGiven(facts, statement) || (lack && BareAnswer.isNo(statement.normal()))) {
            return Optional.empty();
        }
        return Optional.of(BareAnswer.isYes(statement.normal()) != lack);
    }

    /** Whether a title has the wanted no behind a colon, "Sale of food: no", so that a no repeats it. */
    private static boolean asksForNo(String title) {
        int colon = title.lastIndexOf(": ");
        return colon > 0 && Lexicon.list("negative").is(Lexicon.normal(title.substring(colon + 2)));
    }

    /** Whether a no was answered to a point that is not itself a denial. */
    static boolean refutes(CriterionFacts facts, Statement statement) {
        return isGiven(facts, statement)
                && BareAnswer.isNo(statement.normal())
                && !Negation.isInName(statement.label());
    }
}
