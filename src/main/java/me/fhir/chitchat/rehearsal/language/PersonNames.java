package me.fhir.chitchat.rehearsal.language;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the full names of persons in texts. */
public final class PersonNames {
    private static final Pattern PERSON = Pattern.compile(
            "(?:\\b(?:for|of|about|regarding|concerning|behalf of|named|patient|member|applicant|tenant|customer|candidate|student|claimant|insured|Mr\\.?|Mrs\\.?|Ms\\.?|für|von|Patient|Patientin|Herrn?|Frau|Mieter|Kunde|Kundin|Bewerber|Bewerberin|para|paciente|señora?|pour|patiente?|Monsieur|Madame)\\s+)(?:(?:Herrn?|Frau|Mr\\.?|Mrs\\.?|Ms\\.?|Dr\\.?|Mme|M\\.|señora?|Sra?\\.)\\s+)?(\\p{Lu}[\\p{L}'-]++\\s+\\p{Lu}[\\p{L}'-]++)(?!\\s+\\p{Lu})");

    private static final Pattern FULL_NAME = Pattern.compile(
            "\\p{Lu}[\\p{L}'.-]*(?:\\s+\\p{Lu}[\\p{L}'.-]*){1,3}|[\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}]{2,6}[\\s　]?[\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}]{1,6}");

    /** How a person introduces himself or herself. */
    private static final Pattern INTRODUCED = Pattern.compile(
            "(?:(?i:\\bmy name is|\\bmein Name ist|\\bich heiße|\\bje m['’]appelle|\\bmon nom est|\\bme llamo|\\bmi nombre es)\\s)(\\p{Lu}[\\p{L}'-]++(?:\\s\\p{Lu}[\\p{L}'-]++){1,3}+)");

    private PersonNames() {}

    /** The first person that a text is about, as written. */
    public static Optional<String> person(String text) {
        Matcher introduced = INTRODUCED.matcher(text);
        if (introduced.find() && isPerson(Lexicon.normal(introduced.group(1)))) {
            return Optional.of(introduced.group(1));
        }
        Matcher persons = PERSON.matcher(text);
        while (persons.find()) {
            if (isPerson(Lexicon.normal(persons.group(1)))) {
                return Optional.of(persons.group(1));
            }
        }
        return Optional.empty();
    }

    /** Whether none of the words of a normalised name belongs to an organisation or to a sentence. */
    public static boolean isPerson(String name) {
        return Arrays.stream(name.split(" ", -1))
                .noneMatch(word -> Lexicon.list("organisation").is(word) || Lexicon.isStopWord(word));
    }

    /** Full names that a text is about. */
    public static Set<String> persons(String text, List<Statement> statements) {
        Set<String> found = new LinkedHashSet<>();
        Matcher persons = PERSON.matcher(text);
        while (persons.find() && found.size() < 20) {
            String name = Lexicon.normal(persons.group(1));
            if (isPerson(name)) {
                found.add(name);
            }
        }
        for (Statement statement : statements) {
            String label = Lexicon.normal(TextFormat.spaced(statement.label()));
            if (!label.isEmpty()
                    && Lexicon.list("identity").is(label.substring(label.lastIndexOf(' ') + 1))
                    && isFullName(statement.text())
                    && isPerson(statement.normal())) {
                found.add(statement.normal());
            }
        }
        return found;
    }

    public static boolean isFullName(String text) {
        return FULL_NAME.matcher(text).matches();
    }
}
