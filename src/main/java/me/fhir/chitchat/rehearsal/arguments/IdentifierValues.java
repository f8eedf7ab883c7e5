package me.fhir.chitchat.rehearsal.arguments;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Finds an identifier that a sentence names, as in "screening number SC-2041". */
final class IdentifierValues {
    private static final Pattern TOKEN = Pattern.compile("(?<![A-Za-z0-9-])[A-Za-z0-9]++(?:[-./][A-Za-z0-9]++)*+");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d?(?:-\\d\\d?)?|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}");
    private static final int MIN_LENGTH = 4;
    private static final int NAME_REACH = 32;
    private static final int NAME_WORDS = 3;

    private final Evidence evidence;
    private final Set<Source> used;

    IdentifierValues(ArgumentSources sources) {
        this.evidence = sources.evidence();
        this.used = sources.used();
    }

    /** The identifier right behind these words; for the name of an identifier also the only one of the case. */
    Optional<Object> find(String name, ValueSchema schema) {
        Terms wanted = Terms.of(name);
        for (Statement statement : evidence.received()) {
            Optional<String> named = named(statement.text(), wanted)
                    .or(() -> labelled(statement, wanted))
                    .filter(schema::fits);
            if (named.isPresent()) {
                used.add(statement.source());
                return Optional.of(named.get());
            }
        }
        return FieldNames.isIdName(Lexicon.normal(TextFormat.spaced(name))) ? only(name, schema) : Optional.empty();
    }

    private static Optional<String> named(String text, Terms wanted) {
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            if (isIdentifier(tokens.group())
                    && Terms.of(wordsBefore(text, tokens.start())).shared(wanted) > 0) {
                return Optional.of(tokens.group());
            }
        }
        return Optional.empty();
    }

    /** The identifier that stands alone under a label with all of the words. */
    private static Optional<String> labelled(Statement statement, Terms wanted) {
        Set<String> found = in(statement.text());
        boolean named = !statement.label().isEmpty() && wanted.coveredBy(Terms.of(statement.label())) == 1;
        return named && found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    private static String wordsBefore(String text, int end) {
        String before = text.substring(Math.max(0, end - NAME_REACH), end);
        String clause = before.substring(Math.max(before.lastIndexOf(','), before.lastIndexOf(';')) + 1);
        String[] words = clause.strip().split("\\s+", -1);
        int from = Math.max(0, words.length - NAME_WORDS);
        return String.join(" ", Arrays.asList(words).subList(from, words.length));
    }

    private Optional<Object> only(String name, ValueSchema schema) {
        Set<String> tokens = new LinkedHashSet<>();
        Source source = null;
        for (Statement statement : evidence.received()) {
            for (String token : in(statement.text())) {
                if (token.chars().anyMatch(Character::isLetter) && !isOwn(token, name) && tokens.add(token)) {
                    source = statement.source();
                }
            }
        }
        if (tokens.size() != 1 || source == null) {
            return Optional.empty();
        }
        used.add(source);
        return tokens.stream().filter(schema::fits).findFirst().map(token -> token);
    }

    /** Whether the own knowledge has an identifier under another name: a request's number is no room's. */
    private boolean isOwn(String token, String name) {
        Terms wanted = Terms.of(TextFormat.spaced(name)).without(Terms.of("number no nr id code reference"));
        return evidence.knowledge().leaves().stream()
                .anyMatch(leaf -> token.equals(leaf.value())
                        && Terms.of(TextFormat.spaced(leaf.name())).shared(wanted) == 0);
    }

    /** The identifiers in a text, in their order. */
    static Set<String> in(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            if (isIdentifier(tokens.group())) {
                found.add(tokens.group());
            }
        }
        return found;
    }

    private static boolean isIdentifier(String token) {
        return token.length() >= MIN_LENGTH
                && token.chars().anyMatch(Character::isDigit)
                && !DATE.matcher(token).matches()
                && (token.length() > MIN_LENGTH || token.chars().anyMatch(Character::isLetter));
    }
}
