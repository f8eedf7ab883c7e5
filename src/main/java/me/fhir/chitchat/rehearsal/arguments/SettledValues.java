package me.fhir.chitchat.rehearsal.arguments;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Finds an argument in what met a point of the same name: the cause that is covered is the cause. */
final class SettledValues {
    private static final double MOST = 0.6;

    private final List<SettledPoint> points;
    private final Set<Source> used;

    SettledValues(ArgumentSources sources) {
        this.points = sources.texts().settled();
        this.used = sources.used();
    }

    Optional<Object> find(List<String> path, ValueSchema limits) {
        Terms name = Terms.of(TextFormat.spaced(path.get(path.size() - 1)));
        Terms described = Terms.of(Lexicon.list("amountWord")
                .matcher(Lexicon.normal(limits.text("description")))
                .replaceAll(" "));
        for (SettledPoint point : points) {
            boolean same = (!name.isEmpty() && name.coveredBy(point.name()) >= MOST)
                    || (!described.isEmpty() && described.coveredBy(point.name()) >= MOST);
            Optional<Object> value = same ? value(point, limits) : Optional.empty();
            if (value.isPresent()) {
                used.add(point.evidence().source());
                return value;
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> value(SettledPoint point, ValueSchema limits) {
        Statement said = point.evidence();
        if (limits.text("format").equals("date")) {
            return said.dates().size() == 1
                    ? Optional.of(said.dates().get(0).date().toString())
                    : Optional.empty();
        }
        return switch (limits.type()) {
            case "integer", "number" ->
                said.quantities().size() == 1
                        ? Optional.of(said.quantities().get(0).number())
                                .filter(limits::fits)
                                .map(number -> number)
                        : Optional.empty();
            case "string" -> member(point).filter(limits::fits).map(text -> text);
            default -> Optional.empty();
        };
    }

    /** The one of the allowed values that was given. */
    private static Optional<String> member(SettledPoint point) {
        List<String> given = point.allowed().stream()
                .filter(value -> isIn(value, point.evidence()))
                .toList();
        return given.size() == 1 ? Optional.of(given.get(0)) : Optional.empty();
    }

    private static boolean isIn(String value, Statement said) {
        Terms words = Terms.of(value);
        return words.isEmpty()
                ? said.normal().equals(Lexicon.normal(value))
                : words.coveredBy(said.terms()) == 1 && !Negation.denies(said, words);
    }
}
