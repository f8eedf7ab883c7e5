package me.fhir.chitchat.rehearsal.language;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that say what is measured, without units, figures and words that say only that something is there. */
public final class TellingTerms {
    private static final Terms FILLERS = Terms.of("maximum minimum máximo mínimo höchstens mindestens maximal minimal"
            + " mínima máxima available present vorhanden disponible existing documented provided given proof Nachweis"
            + " evidence ago required requires require requirement needed need needs necessary must also applicant"
            + " applicants member Antragsteller solicitante demandeur");

    private static final Set<String> MONTHS =
            Lexicon.monthWords().stream().map(Lexicon::stem).collect(Collectors.toUnmodifiableSet());

    private TellingTerms() {}

    public static Terms of(Terms terms) {
        return withoutNumbers(terms).without(FILLERS);
    }

    public static Terms withoutNumbers(Terms terms) {
        Set<String> keys = new HashSet<>();
        for (String key : terms.keys()) {
            boolean figure = Lexicon.unit(key) != null
                    || Lexicon.number(key) != null
                    || MONTHS.contains(key)
                    || Character.isDigit(key.charAt(0));
            if (!figure) {
                keys.add(key);
            }
        }
        return new Terms(keys);
    }
}
