package me.fhir.chitchat.rehearsal;

import java.util.Locale;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.jspecify.annotations.Nullable;

/** A decision by the name of its tool: {@code grant_access} is "grant" and "access". */
record DecisionVerb(Phrases phrases, String verb, String noun) {
    private static final int MAX_ABBREVIATION_LENGTH = 3;

    /** The verb and noun of a tool's name; null where the language makes no sentence of them. */
    static @Nullable DecisionVerb of(Phrases phrases, String tool) {
        String name = TextFormat.spaced(tool).toLowerCase(Locale.ROOT);
        for (String verb : phrases.always("decision.verbs").split(",", -1)) {
            if (!verb.isEmpty() && name.startsWith(verb + " ") && isNoun(name.substring(verb.length() + 1))) {
                return new DecisionVerb(phrases, verb, name.substring(verb.length() + 1));
            }
        }
        return null;
    }

    /** Whether what a tool's name ends in are words that people say, and no abbreviations. */
    private static boolean isNoun(String words) {
        return !words.isBlank()
                && Stream.of(words.split(" ", -1))
                        .allMatch(word -> word.length() > MAX_ABBREVIATION_LENGTH && !TextFormat.isAbbreviation(word));
    }

    /** A sentence about it; what is given is given to somebody. */
    String said(String phrase) {
        boolean given = phrases.isIn("decision.giving", verb) && !phrases.isIn("decision.matters", last());
        return given && !phrase.equals("decision.act")
                ? phrases.always(phrase + ".you", verb, any())
                : phrases.always(phrase, verb, noun);
    }

    private String last() {
        return noun.substring(noun.lastIndexOf(' ') + 1);
    }

    /** The noun as one of its kind: "a stall", "an extension", "access", "books". */
    private String any() {
        boolean counted = !phrases.fits("decision.uncounted", last());
        String article = "aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ";
        return counted ? article + noun : noun;
    }
}
