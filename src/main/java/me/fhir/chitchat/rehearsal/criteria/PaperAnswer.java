package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Statement.Mood;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.jspecify.annotations.Nullable;

/** Finds answers that shorten the name of a document: "the receipt is of 3 May" for "receipt of the ticket". */
final class PaperAnswer {
    /** The noun before "of": what the paper is; the rest says what it is about. */
    private static final Pattern NOUN = Pattern.compile(
            "^(\\p{L}[\\p{L}-]+) (?:der|des|vom|von|für|über|of|for|from|del|de|du|para|pour|d['’])(?![\\p{L}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final CriterionFacts facts;

    PaperAnswer(CriterionFacts facts) {
        this.facts = facts;
    }

    /** A statement with a date that was made when the paper had been asked for; null when there is none. */
    @Nullable
    Statement statement() {
        Matcher noun = NOUN.matcher(facts.criterion().title());
        if (!noun.find()) {
            return null;
        }
        Terms name = Terms.of(noun.group(1));
        long asked = facts.evidence()
                .askedFor(TextFormat.withoutStop(facts.criterion().title()));
        return name.isEmpty() || !isOnlyOne(name)
                ? null
                : facts.statements().stream()
                        .filter(statement -> statement.source().received()
                                && statement.source().seq() > asked
                                && (statement.mood() == Mood.ASSERTION || statement.mood() == Mood.ANSWER)
                                && !statement.dates().isEmpty()
                                && name.coveredBy(statement.terms()) == 1
                                && !Sentences.isEvasive(statement.normal()))
                        .findFirst()
                        .orElse(null);
    }

    /** Whether no other point that was asked for goes by the same name. */
    private boolean isOnlyOne(Terms name) {
        List<String> points = facts.evidence().asked().stream()
                .flatMap(message -> Sentences.numbered(message.text()).stream())
                .map(PointName::of)
                .filter(point -> Terms.of(point).shared(name) > 0)
                .distinct()
                .toList();
        return points.size() == 1;
    }
}
