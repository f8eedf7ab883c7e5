package me.fhir.chitchat.rehearsal;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom or what a case is about, as far as it is known: full names, numbers, dates of birth.
 *
 * @param numbers the numbers by their shape, such as {@code A99-999}
 */
record Identity(Set<String> names, Set<String> numbers, Set<LocalDate> births, Set<String> publicNames) {
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}]+(?:[-./][\\p{L}\\p{N}]+)*");
    private static final Pattern PERSON = Pattern.compile(
            "(?:\\b(?:for|of|about|regarding|concerning|behalf of|named|patient|member|applicant|tenant|customer|candidate|student|claimant|insured|Mr\\.?|Mrs\\.?|Ms\\.?|für|von|Patient|Patientin|Herrn?|Frau|Mieter|Kunde|Kundin|Bewerber|Bewerberin|para|paciente|señora?|pour|patiente?|Monsieur|Madame)\\s+)(\\p{Lu}[\\p{L}'-]+\\s+\\p{Lu}[\\p{L}'-]+)(?!\\s+\\p{Lu})");
    private static final Pattern FULL_NAME = Pattern.compile(
            "\\p{Lu}[\\p{L}'.-]*(?:\\s+\\p{Lu}[\\p{L}'.-]*){1,3}|[\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}]{2,6}[\\s　]?[\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}]{1,6}");
    private static final Set<String> ORGANISATIONS = Set.of(
            "health",
            "clinic",
            "hospital",
            "plan",
            "imaging",
            "center",
            "centre",
            "street",
            "medicine",
            "therapy",
            "insurance",
            "school",
            "university",
            "bank",
            "gmbh",
            "inc",
            "ltd",
            "policy",
            "city",
            "state",
            "homes",
            "logistics",
            "office",
            "department",
            "services",
            "care",
            "medical",
            "practice",
            "pharmacy",
            "authority",
            "prior",
            "unit",
            "black",
            "grand",
            "north",
            "south",
            "east",
            "west",
            "new",
            "versicherung",
            "stadt",
            "amt");

    /** What the agent's own knowledge says. */
    static Identity of(Knowledge knowledge, Set<String> publicNames) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> numbers = new LinkedHashSet<>();
        Set<LocalDate> births = new LinkedHashSet<>();
        for (Knowledge.Leaf leaf : knowledge.leaves()) {
            String name = Lexicon.normal(Words.spaced(leaf.name()));
            if (!(leaf.value() instanceof String text) || (leaf.rule() && !isOfSubject(name))) {
                continue;
            }
            if (isPersonName(name, leaf.names()) && FULL_NAME.matcher(text).matches()) {
                names.add(Lexicon.normal(text));
            } else if (isIdName(name) && isNumber(text)) {
                numbers.add(Lexicon.normal(text));
            } else if (Lexicon.list("birth").isIn(name)) {
                leaf.statement().dates().forEach(date -> births.add(date.date()));
            }
        }
        return new Identity(names, numbers, births, publicNames);
    }

    /** Whether a value is the name or number of the person or thing that the case is about. */
    static boolean identifies(Knowledge.Leaf leaf) {
        String name = Lexicon.normal(Words.spaced(leaf.name()));
        return leaf.value() instanceof String text
                && (!leaf.rule() || isOfSubject(name))
                && ((isPersonName(name, leaf.names()) && FULL_NAME.matcher(text).matches())
                        || (isIdName(name) && isNumber(text)));
    }

    /** Whether a name such as "member name" says whose it is; rules have names and numbers of their own. */
    private static boolean isOfSubject(String name) {
        int space = name.indexOf(' ');
        String first = space < 0 ? name : name.substring(0, space);
        return Lexicon.list("identity").is(first) && !(space < 0 && isIdName(name));
    }

    static boolean isIdName(String name) {
        String last = name.substring(name.lastIndexOf(' ') + 1);
        return Lexicon.list("idKey").is(last)
                || last.endsWith("id")
                || last.endsWith("number")
                || last.endsWith("nummer");
    }

    private static boolean isPersonName(String name, List<String> path) {
        String last = name.substring(name.lastIndexOf(' ') + 1);
        String parent = path.size() < 2 ? "" : Lexicon.normal(Words.spaced(path.get(path.size() - 2)));
        boolean plain = name.equals("name") || last.equals("name") || last.equals("nombre") || last.equals("nom");
        return Lexicon.list("identity").is(last)
                && (!plain || parent.isEmpty() || Lexicon.list("identity").isIn(parent) || name.indexOf(' ') > 0);
    }

    private static boolean isNumber(String text) {
        return text.length() >= 4
                && text.length() <= 40
                && text.chars().anyMatch(Character::isDigit)
                && text.indexOf(' ') < 0;
    }

    boolean isKnown() {
        return !names.isEmpty() || !numbers.isEmpty() || !births.isEmpty();
    }

    /** With what a first message said it is about, where nothing was known. */
    Identity or(String text) {
        if (!names.isEmpty()) {
            return this;
        }
        Set<String> named = persons(text, List.of());
        return named.isEmpty() ? this : new Identity(named, numbers, births, publicNames);
    }

    /** Whether a text names this person or thing. */
    boolean isNamedIn(String text) {
        String normal = Lexicon.normal(text);
        return names.stream().anyMatch(normal::contains) || numbers.stream().anyMatch(normal::contains);
    }

    /** Whether a text is about somebody or something else. */
    boolean isForeign(String text, List<Statement> statements) {
        String normal = Lexicon.normal(text);
        return otherNumber(normal) || otherBirth(statements) || otherName(text, normal, statements);
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
            boolean birth = Lexicon.list("birth").isIn(Lexicon.normal(Words.spaced(statement.label())))
                    || Lexicon.list("birth").isIn(statement.normal());
            if (birth && !statement.dates().isEmpty()) {
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
        for (String name : persons(text, statements)) {
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

    /** The first person that a text is about, as written. */
    static java.util.Optional<String> person(String text) {
        Matcher persons = PERSON.matcher(text);
        while (persons.find()) {
            if (isPerson(Lexicon.normal(persons.group(1)))) {
                return java.util.Optional.of(persons.group(1));
            }
        }
        return java.util.Optional.empty();
    }

    private static boolean isPerson(String name) {
        return java.util.Arrays.stream(name.split(" ", -1)).noneMatch(ORGANISATIONS::contains);
    }

    /** Full names that a text is about. */
    private static Set<String> persons(String text, List<Statement> statements) {
        Set<String> found = new LinkedHashSet<>();
        Matcher persons = PERSON.matcher(text);
        while (persons.find() && found.size() < 20) {
            String name = Lexicon.normal(persons.group(1));
            if (isPerson(name)) {
                found.add(name);
            }
        }
        for (Statement statement : statements) {
            String label = Lexicon.normal(Words.spaced(statement.label()));
            if (!label.isEmpty()
                    && Lexicon.list("identity").is(label.substring(label.lastIndexOf(' ') + 1))
                    && FULL_NAME.matcher(statement.text()).matches()
                    && isPerson(statement.normal())) {
                found.add(statement.normal());
            }
        }
        return found;
    }
}
