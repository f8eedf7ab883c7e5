package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;

/** Answers why something is asked for, and by what is decided: from the points of the decision, never from goals or limits. */
final class DecisionGrounds {
    private final Phrases phrases;
    private final Assessment assessment;

    DecisionGrounds(StepContext context, Assessment assessment) {
        this.phrases = context.phrases();
        this.assessment = assessment;
    }

    /** Whether a question is about the decision itself and not about a fact. */
    static boolean isAskedIn(String question) {
        return isWhy(question) || isRules(question);
    }

    private static boolean isWhy(String question) {
        return Lexicon.list("whyQuestion").isIn(Lexicon.normal(question));
    }

    private static boolean isRules(String question) {
        return Lexicon.list("rulesQuestion").isIn(Lexicon.normal(question));
    }

    /** The answers to questions of that kind that were not given before; none when nothing was asked. */
    List<String> answers(String message) {
        List<String> asked = QuestionAnswers.plainQuestions(message);
        List<String> answers = new ArrayList<>();
        if (asked.stream().anyMatch(DecisionGrounds::isRules)) {
            answers.add(phrases.fresh("rules", points()));
        } else if (asked.stream().anyMatch(DecisionGrounds::isWhy)) {
            answers.add(phrases.fresh("why", points()));
        }
        answers.removeIf(String::isBlank);
        return points().isEmpty() ? List.of() : answers;
    }

    private String points() {
        String identity = phrases.always("identity");
        return String.join(
                "; ",
                Assessment.titles(assessment.points()).stream()
                        .map(TextFormat::withoutStop)
                        .filter(title -> !title.equals(identity))
                        .toList());
    }
}
