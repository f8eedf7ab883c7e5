package me.fhir.chitchat.rehearsal.arguments;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Chooses one of a closed list of values, or yes or no, by what is known. */
final class ChoiceValues {
    private final Evidence evidence;
    private final DecisionTexts texts;
    private final boolean lookup;
    private final Set<Source> used;

    ChoiceValues(ArgumentSources sources) {
        this.evidence = sources.evidence();
        this.texts = sources.texts();
        this.lookup = sources.lookup();
        this.used = sources.used();
    }

    Optional<Object> choice(List<String> path, List<?> choices) {
        String name = path.get(path.size() - 1);
        Optional<Leaf> own = evidence.knowledge().leaves().stream()
                .filter(leaf -> LabelledValues.compact(leaf.name()).equals(LabelledValues.compact(name))
                        && choices.contains(leaf.value()))
                .findFirst();
        if (own.isPresent()) {
            used.add(own.get().statement().source());
            return Optional.of(own.get().value());
        }
        if (lookup) {
            return bestChoice(choices);
        }
        Terms topic = Terms.of(name);
        return received(topic, choices).or(() -> known(topic, choices));
    }

    /** The choice that the others named last. */
    private Optional<Object> received(Terms topic, List<?> choices) {
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            for (Object choice : choices) {
                Terms words = Terms.of(String.valueOf(choice));
                if (isIn(statement, words) && !Negation.denies(statement, words)) {
                    used.add(statement.source());
                    return Optional.of(choice);
                }
            }
            if (choices.contains("none") && Negation.denies(statement, topic)) {
                used.add(statement.source());
                return Optional.of("none");
            }
        }
        return Optional.empty();
    }

    private Optional<Object> known(Terms topic, List<?> choices) {
        for (Statement fact : evidence.knowledge().facts()) {
            for (Object choice : choices) {
                if (fact.terms().shared(topic) > 0 && isIn(fact, Terms.of(String.valueOf(choice)))) {
                    used.add(fact.source());
                    return Optional.of(choice);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isIn(Statement statement, Terms words) {
        return !words.isEmpty() && words.coveredBy(statement.terms()) >= 0.99;
    }

    private Optional<Object> bestChoice(List<?> choices) {
        Terms topic = Terms.of(texts.topic());
        Object best = choices.get(0);
        double most = 0;
        for (Object choice : choices) {
            String word = Lexicon.normal(String.valueOf(choice));
            double share = Terms.of(String.valueOf(choice)).coveredBy(topic)
                    + (word.equals("all") || word.equals("any") ? 0.1 : 0);
            if (share > most) {
                most = share;
                best = choice;
            }
        }
        return Optional.of(best);
    }

    Optional<Object> yesOrNo(List<String> path) {
        Terms topic = Terms.of(path.get(path.size() - 1));
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            if (statement.isFact() && topic.coveredBy(statement.terms()) >= 0.6) {
                used.add(statement.source());
                return Optional.of(!Negation.denies(statement, topic));
            }
        }
        return Optional.empty();
    }
}
