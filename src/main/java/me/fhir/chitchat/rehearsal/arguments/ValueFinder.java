package me.fhir.chitchat.rehearsal.arguments;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Finds the values of arguments in the own knowledge and in what was received. */
public final class ValueFinder {
    private final ArgumentSources sources;
    private final DecisionTexts texts;
    private final boolean lookup;

    /** @param lookup whether a look-up's parameters are wanted, which may be chosen freely among allowed ones */
    public ValueFinder(Evidence evidence, DecisionTexts texts, boolean lookup) {
        this.sources = new ArgumentSources(evidence, texts, lookup, new LinkedHashSet<>());
        this.texts = texts;
        this.lookup = lookup;
    }

    Set<Source> used() {
        return sources.used();
    }

    /** The value of an argument that is no object and no list. */
    Optional<Object> scalar(List<String> path, ValueSchema limits, boolean required) {
        String name = Lexicon.normal(TextFormat.spaced(path.get(path.size() - 1)));
        if (!limits.choices().isEmpty()) {
            return new ChoiceValues(sources).choice(path, limits.choices());
        }
        Optional<Object> labelled = new LabelledValues(sources).find(path, limits);
        if (limits.type().equals("string") && !lookup) {
            Optional<Object> prose = prose(name, limits);
            if (prose.isPresent()) {
                return prose;
            }
        }
        Optional<RuleArithmetic.CalculatedValue<Object>> calculated =
                lookup || isKnown(path) ? Optional.empty() : calculated(path, limits);
        if (calculated.isPresent()) {
            return calculated.get().value();
        }
        if (labelled.isPresent()) {
            return labelled;
        }
        if (!required) {
            return Optional.empty();
        }
        Optional<Object> settled = lookup ? Optional.empty() : new SettledValues(sources).find(path, limits);
        if (settled.isPresent()) {
            return settled;
        }
        Optional<Object> found =
                switch (limits.type()) {
                    case "integer", "number" -> new NumberValues(sources).find(path, limits);
                    case "boolean" -> new ChoiceValues(sources).yesOrNo(path);
                    case "string" -> new TextValues(sources).find(path, limits);
                    default -> Optional.empty();
                };
        return found.isPresent() || !lookup ? found : free(limits);
    }

    /** What a rule of the own knowledge says how to calculate; an empty value when something for that is not known. */
    private Optional<RuleArithmetic.CalculatedValue<Object>> calculated(List<String> path, ValueSchema limits) {
        String last = path.get(path.size() - 1);
        RuleArithmetic rules = new RuleArithmetic(sources.evidence());
        if (limits.type().equals("number") || limits.type().equals("integer")) {
            return rules.number(last, limits.text("description"), sources.used())
                    .map(found -> new RuleArithmetic.CalculatedValue<Object>(
                            found.value().filter(limits::fits).map(value -> value)));
        }
        return limits.text("format").equals("date")
                ? rules.date(last, sources.used())
                        .map(found -> new RuleArithmetic.CalculatedValue<Object>(
                                found.value().map(LocalDate::toString)))
                : Optional.empty();
    }

    /** Whether the own knowledge has a value of this very name. */
    private boolean isKnown(List<String> path) {
        return sources.evidence().knowledge().leaves().stream()
                .anyMatch(leaf -> !leaf.secret() && leaf.name().equals(path.get(path.size() - 1)));
    }

    private Optional<Object> prose(String name, ValueSchema limits) {
        String text = "";
        if (Lexicon.list("unmetKey").isIn(name) || Lexicon.list("unmetKey").is(name.replace(" ", ""))) {
            text = String.join("; ", texts.notMet());
        } else if (Lexicon.list("metKey").is(name.replace(" ", ""))) {
            text = String.join("; ", texts.met());
        } else if (Lexicon.list("prose").isIn(name)) {
            text = texts.text();
        }
        int most = limits.length("maxLength", Integer.MAX_VALUE);
        String cut = text.length() > most ? TextFormat.cut(text, Math.max(most, 4)) : text;
        return cut.isBlank() || !limits.fits(cut) ? Optional.empty() : Optional.of(cut);
    }

    /** A look-up may be as wide as its schema allows. */
    private Optional<Object> free(ValueSchema limits) {
        Object usual = limits.schema().get("default");
        if (usual != null && limits.accepts(usual)) {
            return Optional.of(usual);
        }
        return switch (limits.type()) {
            case "integer", "number" -> {
                for (String name : List.of("maximum", "minimum")) {
                    BigDecimal bound = limits.number(name);
                    if (bound != null && limits.fits(bound)) {
                        yield Optional.of(bound);
                    }
                }
                yield Optional.empty();
            }
            case "boolean" -> Optional.of(true);
            case "string" ->
                limits.fits(texts.topic())
                                && !texts.topic().isBlank()
                                && !Sentences.isQuestion(Lexicon.normal(texts.topic()))
                                && limits.text("format").isEmpty()
                        ? Optional.of(texts.topic())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Texts of the own knowledge under this name, or the points for a list of points. */
    List<Object> list(List<String> path, ValueSchema item) {
        return new ListValues(sources).list(path, item);
    }

    /** The lists of records of the own knowledge that go by this name. */
    List<Map<?, ?>> records(List<String> path) {
        return new ListValues(sources).records(path);
    }
}
