package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** One of the alternatives of a rule, answered to it in its own word: "Larch" to "Only oak or larch is used". */
final class NamedAlternative {
    private static final String OR = "(?:or|oder|ou|o|u)";
    /** A preposition or an article that stands before each alternative. */
    private static final String SMALL = "(?:\\p{L}{1,5} )?";

    private NamedAlternative() {}

    /** The last answer to the rule, when that names an alternative and nothing else. */
    static Optional<Statement> in(Criterion criterion, Evidence evidence) {
        List<Statement> answers = evidence.facts(criterion.from()).stream()
                .filter(criterion::isNameOf)
                .toList();
        return answers.isEmpty()
                ? Optional.empty()
                : Optional.of(answers.get(answers.size() - 1)).filter(last -> isNamed(last, criterion));
    }

    private static boolean isNamed(Statement answer, Criterion criterion) {
        String said = TextFormat.withoutStop(answer.normal());
        String one = "(?<!\\p{L})" + Pattern.quote(said);
        return !Terms.of(said).isEmpty()
                && Pattern.compile(one + " " + OR + " |(?<!\\p{L})" + OR + " " + SMALL + one + "(?!\\p{L})")
                        .matcher(Lexicon.normal(criterion.title()))
                        .find();
    }
}
