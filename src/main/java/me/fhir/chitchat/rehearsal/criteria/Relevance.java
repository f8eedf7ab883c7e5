package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.Kinship;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Which statements may speak for a criterion: not those about somebody else, nor about what is no longer so. */
final class Relevance {
    private final String criterion;
    private final boolean ofOthers;
    private final Evidence evidence;
    private final Accomplishment accomplishment;

    Relevance(Criterion criterion, Evidence evidence) {
        this.evidence = evidence;
        this.accomplishment = new Accomplishment(criterion);
        this.criterion = Lexicon.normal(criterion.title()) + " " + criterion.normal();
        this.ofOthers = Lexicon.list("household").isIn(this.criterion)
                || Lexicon.list("relative").isIn(this.criterion);
    }

    /** The statements among these that may count. */
    List<Statement> among(List<Statement> statements) {
        Set<Integer> voided = statements.stream()
                .filter(statement -> statement.source().received() && isFormer(statement.normal()))
                .map(Statement::record)
                .collect(Collectors.toSet());
        Set<Integer> intended = statements.stream()
                .filter(this::isOnlyIntended)
                .filter(statement -> statement.label().isEmpty())
                .map(Statement::record)
                .collect(Collectors.toSet());
        return statements.stream()
                .filter(statement -> !statement.source().received()
                        || !(isOfAnother(statement)
                                || isOnlyIntended(statement)
                                || intended.contains(statement.record())
                                || isFormer(statement.normal())
                                || (voided.contains(statement.record()) && !isOwnPart(statement))))
                .toList();
    }

    private boolean isOnlyIntended(Statement statement) {
        return statement.source().received() && accomplishment.isIntended(statement);
    }

    /** What says how far the criterion's matter is so. */
    Accomplishment accomplishment() {
        return accomplishment;
    }

    /** A part has figures or words of its own; the whole sentence has those of all its parts. */
    private static boolean isOwnPart(Statement statement) {
        return !statement.context().isEmpty()
                && statement.context().keys().size() > statement.terms().keys().size();
    }

    private boolean isOfAnother(Statement statement) {
        if (ofOthers) {
            return false;
        }
        String relative = Kinship.subject(statement.normal());
        if (relative.isEmpty()) {
            relative = Kinship.subject(Lexicon.normal(statement.label()));
        }
        return !relative.isEmpty() && !isConcerned(relative);
    }

    /** Whether the case itself is a relative's: "I write for my mother". */
    private boolean isConcerned(String relative) {
        Terms word = Terms.of(relative);
        long first = evidence.received().stream()
                .mapToLong(statement -> statement.source().seq())
                .min()
                .orElse(0);
        boolean opened = evidence.received().stream()
                .anyMatch(statement -> statement.source().seq() == first
                        && statement.mood() == Statement.Mood.REQUEST
                        && statement.terms().shared(word) > 0);
        return opened
                || evidence.knowledge().leaves().stream()
                        .anyMatch(leaf -> leaf.statement().terms().shared(word) > 0
                                || Terms.of(leaf.name()).shared(word) > 0);
    }

    /** Whether a statement says that something of the criterion was undone; not where the criterion asks for that. */
    boolean isVoid(Statement statement) {
        Matcher voided = Lexicon.list("voided").matcher(statement.normal());
        return statement.source().received() && voided.find() && !isAsked(voided.group());
    }

    private boolean isFormer(String normal) {
        Matcher formerly = Lexicon.list("formerly").matcher(normal);
        return formerly.find() && !criterion.contains(formerly.group());
    }

    private boolean isAsked(String phrase) {
        return !Lexicon.list("negator").isIn(phrase) && Terms.of(phrase).shared(Terms.of(criterion)) > 0;
    }
}
