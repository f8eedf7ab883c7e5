package me.fhir.chitchat.rehearsal.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.Certainty;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Statement.Mood;

/** What the others have said, sentence by sentence: what they doubt is no fact, what they put right counts instead. */
final class Testimony {
    private static final Pattern STOPS = Pattern.compile("[.!。！\\s]+$");

    private final OwnWords own;
    private final Corrections corrections = new Corrections();
    private final Map<String, List<Statement>> bySender = new HashMap<>();
    private final List<List<Statement>> all = new ArrayList<>();

    Testimony(OwnWords own) {
        this.own = own;
    }

    /** Takes what a sender says in one message or document. */
    void add(String sender, List<Statement> statements) {
        List<Statement> said = bySender.computeIfAbsent(sender, unused -> {
            List<Statement> list = new ArrayList<>();
            all.add(list);
            return list;
        });
        boolean announced = false;
        for (Statement told : statements) {
            if (isFormula(told)) {
                continue;
            }
            Statement statement = Corrections.settled(told).orElse(told);
            Statement read = read(statement);
            boolean correction = Corrections.isCorrection(statement);
            if (correction && corrections.announces(statement, said)) {
                announced = true;
                said.add(statement.as(Mood.NO_FACT));
            } else if (announced ? read.isFact() : correction && isSure(statement)) {
                announced = false;
                corrections.apply(read.as(Mood.ASSERTION), said);
            } else {
                if (takesBack(statement) && !said.isEmpty()) {
                    said.set(said.size() - 1, doubted(said.get(said.size() - 1)));
                }
                said.add(read);
            }
        }
    }

    /** Whether a sentence only ends a message, "That is all.", and says nothing of the case. */
    private static boolean isFormula(Statement statement) {
        return Lexicon.list("closingFormula")
                .is(STOPS.matcher(statement.normal()).replaceAll(""));
    }

    /** Whether a sentence makes the one before it uncertain: "I am not sure", "it was revoked". */
    private static boolean takesBack(Statement statement) {
        String normal = statement.normal();
        return Certainty.isDoubtOnly(normal)
                || Certainty.isRetraction(normal)
                || (Lexicon.list("subjectPronoun").starts(normal)
                        && Lexicon.list("voided").isIn(normal));
    }

    private Statement read(Statement statement) {
        return own.isQuotedRule(statement.quote()) || Corrections.isWithin(statement)
                ? statement.as(Mood.NO_FACT)
                : doubted(statement, statement.normal());
    }

    /** Whether a correction is no question; "I should have said" demands nothing. */
    private boolean isSure(Statement statement) {
        return (statement.isFact() || statement.mood() == Mood.NO_FACT)
                && !own.isQuotedRule(statement.quote())
                && !Corrections.isWithin(statement)
                && !Certainty.isOpen(statement.normal());
    }

    private static Statement doubted(Statement statement) {
        return statement.isFact() ? statement.as(Mood.NO_FACT) : statement;
    }

    private static Statement doubted(Statement statement, String normal) {
        return Certainty.isOpen(normal) ? doubted(statement) : statement;
    }

    /** All that was said, in the order of the messages. */
    List<Statement> statements() {
        return all.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(
                        (Statement statement) -> statement.source().seq()))
                .toList();
    }
}
