package me.fhir.chitchat.rehearsal.arguments;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import me.fhir.chitchat.rehearsal.language.ValueText;

/** Finds values that stand under the very name of an argument, in the own knowledge first. */
final class LabelledValues {
    private static final Set<String> NAMES = Set.of("name", "nombre", "nom", "氏名");

    private final Evidence evidence;
    private final Set<Source> used;

    LabelledValues(ArgumentSources sources) {
        this.evidence = sources.evidence();
        this.used = sources.used();
    }

    /** What is looked for: the last step of a path, and the object that it stands in. */
    private record Wanted(String name, boolean nested, String parent, String bare, Terms terms) {
        static Wanted of(List<String> path) {
            String last = path.get(path.size() - 1);
            String bare = withoutUnit(last);
            String parent = path.size() < 2 ? "" : compact(path.get(path.size() - 2));
            return new Wanted(compact(last), path.size() > 1, parent, compact(bare), Terms.of(bare));
        }

        /** Whether many things have such a name. */
        boolean isCommon() {
            return NAMES.contains(name);
        }

        /** Whether a value is the one of that name; a common name has to stand in the same object. */
        boolean isNameOf(Leaf leaf) {
            String found = compact(leaf.name());
            boolean inside = parent.isEmpty()
                    ? !nested
                    : leaf.names().stream().anyMatch(step -> compact(step).equals(parent));
            return (found.equals(name) || found.equals(bare)) && (inside || !isCommon());
        }

        /** Whether the name is in the last two steps that lead to a value. */
        boolean isLike(Leaf leaf) {
            if (terms.isEmpty() || leaf.rule() || OwnValues.isRate(leaf) || isCommon()) {
                return false;
            }
            int steps = leaf.names().size();
            Terms all = Terms.of(String.join(" ", leaf.names().subList(Math.max(0, steps - 2), steps)));
            return terms.coveredBy(all) >= 0.99 && Terms.of(leaf.name()).shared(terms) > 0;
        }

        boolean isLabelOf(Statement statement) {
            if (statement.label().isEmpty()) {
                return false;
            }
            boolean same = compact(statement.label()).equals(name)
                    || (!terms.isEmpty()
                            && terms.keys().equals(Terms.of(statement.label()).keys()));
            return same
                    && (!isCommon()
                            || parent.isEmpty()
                            || statement.context().shared(Terms.of(parent)) > 0
                            || isSubject(parent));
        }
    }

    /** A value that stands under this name, in the own knowledge first. */
    Optional<Object> find(List<String> path, ValueSchema limits) {
        Wanted wanted = Wanted.of(path);
        return own(wanted, limits)
                .or(() -> received(path, wanted, limits))
                .or(() -> alike(wanted, limits))
                .or(() -> led(Lexicon.normal(TextFormat.spaced(path.get(path.size() - 1))), limits));
    }

    private Optional<Object> own(Wanted wanted, ValueSchema limits) {
        for (Leaf leaf : known()) {
            Optional<Object> value =
                    wanted.isNameOf(leaf) ? typed(leaf.value(), leaf.statement(), limits) : Optional.empty();
            if (value.isPresent()) {
                used.add(leaf.statement().source());
                return value;
            }
        }
        return Optional.empty();
    }

    private Optional<Object> received(List<String> path, Wanted wanted, ValueSchema limits) {
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            Optional<Object> value =
                    wanted.isLabelOf(statement) ? typed(value(path, statement), statement, limits) : Optional.empty();
            if (value.isPresent()) {
                used.add(statement.source());
                return value;
            }
        }
        return Optional.empty();
    }

    /** A value of the own knowledge under a name that has the same words. */
    private Optional<Object> alike(Wanted wanted, ValueSchema limits) {
        return known().stream()
                .filter(leaf -> !wanted.isNameOf(leaf) && wanted.isLike(leaf))
                .map(leaf -> typed(leaf.value(), leaf.statement(), limits))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private List<Leaf> known() {
        return evidence.knowledge().leaves().stream()
                .filter(leaf -> !leaf.secret() && !OwnValues.isCondition(leaf))
                .toList();
    }

    /** A date behind the name itself, as in "until 30 May 2027". */
    private Optional<Object> led(String name, ValueSchema limits) {
        boolean time =
                Lexicon.list("endKey").is(name) || Lexicon.list("startKey").is(name);
        for (Statement statement : evidence.received()) {
            boolean led = time
                    && statement.isFact()
                    && statement.dates().size() == 1
                    && statement.normal().startsWith(name + " ")
                    && statement.normal().length() == statement.text().length();
            if (led) {
                String rest = TextFormat.withoutStop(statement.text().substring(name.length() + 1));
                used.add(statement.source());
                return limits.fits(rest)
                        ? Optional.of(rest)
                        : Optional.of(statement.dates().get(0).date().toString())
                                .filter(limits::fits)
                                .map(date -> date);
            }
        }
        return Optional.empty();
    }

    /** The text, or of a longer answer to the question for an identifier only this. */
    private static String value(List<String> path, Statement statement) {
        String name = Lexicon.normal(TextFormat.spaced(path.get(path.size() - 1)));
        Set<String> identifiers = IdentifierValues.in(statement.text());
        boolean inSentence = FieldNames.isIdName(name) && statement.text().indexOf(' ') >= 0;
        return inSentence ? String.join(" ", identifiers) : statement.text();
    }

    /** {@code rentUsd} is a rent. */
    private static String withoutUnit(String name) {
        String spaced = TextFormat.spaced(name);
        int last = spaced.lastIndexOf(' ');
        boolean unit = last > 0 && Lexicon.unit(Lexicon.normal(spaced.substring(last + 1))) != null;
        return unit ? spaced.substring(0, last) : name;
    }

    private static boolean isSubject(String parent) {
        return Lexicon.list("identity").is(parent);
    }

    static String compact(String name) {
        return Lexicon.normal(TextFormat.spaced(name)).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** A known value as the type that is asked for. */
    private Optional<Object> typed(Object value, Statement statement, ValueSchema limits) {
        switch (limits.type()) {
            case "integer", "number" -> {
                if (value instanceof Number number) {
                    return ValueSchema.exact(number).filter(limits::fits).map(exact -> exact);
                }
                return statement.quantities().size() == 1
                        ? Optional.of(statement.quantities().get(0).number())
                                .filter(limits::fits)
                                .map(exact -> exact)
                        : Optional.empty();
            }
            case "boolean" -> {
                if (value instanceof Boolean) {
                    return Optional.of(value);
                }
                String text = Lexicon.normal(String.valueOf(value));
                return Lexicon.list("affirmative").is(text)
                        ? Optional.of(true)
                        : Lexicon.list("negative").is(text) ? Optional.of(false) : Optional.empty();
            }
            default -> {
                String text = ValueText.line(value);
                if (text.isBlank()) {
                    return Optional.empty();
                }
                if (limits.fits(text)) {
                    return Optional.of(text);
                }
                return limits.text("format").equals("date") && statement.dates().size() == 1
                        ? Optional.of(statement.dates().get(0).date().toString())
                        : Optional.ofNullable(limits.found(text)).map(found -> found);
            }
        }
    }
}
