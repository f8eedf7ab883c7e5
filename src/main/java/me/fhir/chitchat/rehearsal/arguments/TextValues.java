package me.fhir.chitchat.rehearsal.arguments;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PersonNames;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Finds a text for an argument: a date, a name, something of a given shape, or a phrase. */
final class TextValues {
    private static final Terms START = Terms.of("start begin from");

    private final Evidence evidence;
    private final DecisionTexts texts;
    private final Set<Source> used;
    private final IdentifierValues identifiers;

    TextValues(ArgumentSources sources) {
        this.evidence = sources.evidence();
        this.texts = sources.texts();
        this.used = sources.used();
        this.identifiers = new IdentifierValues(sources);
    }

    Optional<Object> find(List<String> path, ValueSchema limits) {
        if (limits.text("format").equals("date")) {
            return date(path);
        }
        if (!limits.text("pattern").isEmpty()
                || limits.text("format").equals("email")
                || limits.text("format").equals("uri")) {
            return shaped(limits);
        }
        Optional<Object> identifier = identifiers.find(path.get(path.size() - 1), limits);
        if (identifier.isPresent()) {
            return identifier;
        }
        String name = Lexicon.normal(TextFormat.spaced(path.get(path.size() - 1)));
        if (FieldNames.isIdName(name)) {
            return Optional.empty();
        }
        String last = name.substring(name.lastIndexOf(' ') + 1);
        if (Lexicon.list("identity").is(last)) {
            return person(limits);
        }
        return phrase(path, limits);
    }

    private Optional<Object> date(List<String> path) {
        Terms wanted = Terms.of(path.get(path.size() - 1));
        boolean start = wanted.shared(START) > 0;
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            for (DateParser.FoundDate date : statement.dates()) {
                String before = statement.normal().substring(Math.max(0, date.start() - 24), date.start());
                boolean from = start
                        && before.matches(
                                ".*\\b(from|starting|start|on|ab|zum|desde|el|à partir du|dès le|le)\\s+(the\\s+)?$");
                boolean birth = Lexicon.list("birth").isIn(before) && wanted.shared(Terms.of("birth")) > 0;
                boolean named = Terms.of(statement.label() + " " + before)
                                .without(Terms.of("date day"))
                                .shared(wanted.without(Terms.of("date day")))
                        > 0;
                if (from || birth || named) {
                    used.add(statement.source());
                    return Optional.of(date.date().toString());
                }
            }
        }
        return DerivedValues.date(path.get(path.size() - 1), evidence, used).map(LocalDate::toString);
    }

    /** A piece of what is known that has the wanted shape. */
    private Optional<Object> shaped(ValueSchema limits) {
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            String found = limits.found(statement.text());
            if (found != null) {
                used.add(statement.source());
                return Optional.of(found);
            }
        }
        for (Leaf leaf : evidence.knowledge().leaves()) {
            String found = leaf.secret() ? null : limits.found(leaf.statement().text());
            if (found != null) {
                used.add(leaf.statement().source());
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private Optional<Object> person(ValueSchema limits) {
        for (Statement statement : evidence.received()) {
            for (String name : texts.people()) {
                if (statement.text().contains(name) && limits.fits(name)) {
                    used.add(statement.source());
                    return Optional.of(name);
                }
            }
            Optional<String> named = PersonNames.person(statement.text()).filter(limits::fits);
            if (named.isPresent()) {
                used.add(statement.source());
                return Optional.of(named.get());
            }
        }
        return Optional.empty();
    }

    /** The value that was received or is known under a label that shares a word with the name. */
    private Optional<Object> phrase(List<String> path, ValueSchema limits) {
        Terms wanted = Terms.of(path.get(path.size() - 1));
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            if (!statement.label().isEmpty()
                    && Terms.of(statement.label()).shared(wanted) > 0
                    && limits.fits(statement.text())) {
                used.add(statement.source());
                return Optional.of(statement.text());
            }
        }
        for (Leaf leaf : evidence.knowledge().leaves()) {
            boolean named = Terms.of(leaf.name()).shared(wanted) > 0 && leaf.value() instanceof String;
            if (named
                    && !leaf.secret()
                    && !OwnValues.isCondition(leaf)
                    && limits.fits(leaf.statement().text())) {
                used.add(leaf.statement().source());
                return Optional.of(leaf.statement().text());
            }
        }
        return Optional.empty();
    }
}
