package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PersonNames;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/**
 * Whom or what a case is about, as far as it is known: full names, numbers, dates of birth.
 *
 * @param numbers the numbers by their shape, such as {@code A99-999}
 */
public record CaseIdentity(Set<String> names, Set<String> numbers, Set<LocalDate> births, Set<String> publicNames) {
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]++"
            + "(?:[-./][\\p{L}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]++)*+");

    /**
     * What the agent's own knowledge says.
     *
     * @param self what the agent is called, in the normal form: a record that belongs to it is about another
     */
    public static CaseIdentity of(Knowledge knowledge, Set<String> publicNames, String self) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> numbers = new LinkedHashSet<>();
        Set<LocalDate> births = new LinkedHashSet<>();
        for (Knowledge.Leaf leaf : knowledge.leaves()) {
            String name = Lexicon.normal(TextFormat.spaced(leaf.name()));
            if (!(leaf.value() instanceof String text) || (leaf.rule() && !FieldNames.isOfSubject(name))) {
                continue;
            }
            if (FieldNames.isPersonName(name, leaf.names())
                    && PersonNames.isFullName(text)
                    && !Lexicon.normal(text).equals(self)) {
                names.add(Lexicon.normal(text));
            } else if (isCaseNumber(leaf, name, text)) {
                numbers.add(Lexicon.normal(text));
            } else if (Lexicon.list("birth").isIn(name)) {
                leaf.statement().dates().forEach(date -> births.add(date.date()));
            }
        }
        return new CaseIdentity(names, numbers, births, publicNames);
    }

    /** Whether a value is the name or number of the person or thing that the case is about. */
    public static boolean identifies(Knowledge.Leaf leaf) {
        String name = Lexicon.normal(TextFormat.spaced(leaf.name()));
        return leaf.value() instanceof String text
                && (!leaf.rule() || FieldNames.isOfSubject(name))
                && ((FieldNames.isPersonName(name, leaf.names()) && PersonNames.isFullName(text))
                        || isCaseNumber(leaf, name, text));
    }

    /** Whether a value is the number of a case: by its name, or in the record of the case by its form. */
    private static boolean isCaseNumber(Knowledge.Leaf leaf, String name, String text) {
        if (!isNumber(text)) {
            return false;
        }
        List<String> names = leaf.names();
        boolean inRecord = names.size() > 1 && FieldNames.isCaseRecord(names.get(names.size() - 2));
        return FieldNames.isIdName(name)
                || ((inRecord || FieldNames.isCaseRecord(leaf.name()))
                        && text.chars().anyMatch(Character::isLetter)
                        && leaf.statement().dates().isEmpty());
    }

    /** Whether a text is in the form of a member's, a claim's or an order's number. */
    public static boolean isNumber(String text) {
        return text.length() >= 4
                && text.length() <= 40
                && text.chars().anyMatch(Character::isDigit)
                && text.indexOf(' ') < 0;
    }

    public boolean isKnown() {
        return !names.isEmpty() || !numbers.isEmpty() || !births.isEmpty();
    }

    /** With the subject of a first message, where none was known. */
    CaseIdentity or(String text) {
        if (!names.isEmpty()) {
            return this;
        }
        Set<String> named = PersonNames.persons(text, List.of());
        return named.isEmpty() ? this : new CaseIdentity(named, numbers, births, publicNames);
    }

    /** Whether a text names this person or thing. */
    public boolean isNamedIn(String text) {
        String normal = Lexicon.normal(text);
        return names.stream().anyMatch(normal::contains) || numbers.stream().anyMatch(normal::contains);
    }

    /** Whether a text is about another person or case. */
    boolean isForeign(String text, List<Statement> statements) {
        String normal = Lexicon.normal(text);
        return otherNumber(normal) || otherBirth(statements) || otherName(text, normal, statements);
    }

    /** Whether a text says a birthday that is not the one of the case: then it is about a namesake. */
    boolean isOfNamesake(List<Statement> statements) {
        return otherBirth(statements);
    }

    /** Whether a text says the birthday or a number of the case. */
    boolean isConfirmedBy(String text, List<Statement> statements) {
        String normal = Lexicon.normal(text);
        return numbers.stream().anyMatch(normal::contains)
                || statements.stream().anyMatch(this::isBirthOfCase);
    }

    public boolean isBirthOfCase(Statement statement) {
        return isAboutBirth(statement) && statement.dates().stream().anyMatch(date -> births.contains(date.date()));
    }

    private static boolean isAboutBirth(Statement statement) {
        return Lexicon.list("birth").isIn(Lexicon.normal(TextFormat.spaced(statement.label())))
                || Lexicon.list("birth").isIn(statement.normal());
    }

    /** Whether a normalised text has a number of the form of this case's numbers, but none of them. */
    boolean hasOtherNumber(String normal) {
        return otherNumber(normal);
    }

    /** Whether a full name is that of nobody known to the case. */
    boolean isOtherPerson(String name) {
        return !names.isEmpty()
                && names.stream().noneMatch(known -> sameName(known, name))
                && publicNames.stream().noneMatch(known -> known.contains(name));
    }

    private boolean otherNumber(String normal) {
        if (numbers.isEmpty() || numbers.stream().anyMatch(normal::contains)) {
            return false;
        }
        Set<String> shapes = new HashSet<>();
        numbers.forEach(number -> shapes.add(shape(number)));
        Matcher tokens = TOKEN.matcher(normal);
        while (tokens.find()) {
            String shape = shape(tokens.group());
            if (shape.length() >= 4
                    && shapes.contains(shape)
                    && !shape.matches("9{1,4}|9999-99-99|9{2}\\.9{2}\\.9{4}")) {
                return true;
            }
        }
        return false;
    }

    private static String shape(String token) {
        return token.replaceAll("\\p{N}", "9").replaceAll("\\p{L}", "a");
    }

    private boolean otherBirth(List<Statement> statements) {
        if (births.isEmpty()) {
            return false;
        }
        boolean other = false;
        for (Statement statement : statements) {
            if (isAboutBirth(statement) && !statement.dates().isEmpty()) {
                if (statement.dates().stream().anyMatch(date -> births.contains(date.date()))) {
                    return false;
                }
                other = true;
            }
        }
        return other;
    }

    private boolean otherName(String text, String normal, List<Statement> statements) {
        if (names.isEmpty() || names.stream().anyMatch(normal::contains)) {
            return false;
        }
        for (String name : PersonNames.persons(text, statements)) {
            boolean same = names.stream().anyMatch(known -> sameName(known, name));
            boolean publicly = publicNames.stream().anyMatch(known -> known.contains(name));
            if (!same && !publicly) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameName(String known, String name) {
        return known.contains(name) || name.contains(known);
    }
}
