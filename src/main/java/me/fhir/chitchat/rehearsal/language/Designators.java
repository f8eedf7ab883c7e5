package me.fhir.chitchat.rehearsal.language;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Single letters that tell things of one name apart, as in "zone A" and "class B"; terms do not have them. */
public final class Designators {
    private static final Pattern LETTER = Pattern.compile("(?<=\\p{L}{2}[\\s-])(?!I\\b)\\p{Lu}(?=[\\s,;)]|\\.?$)");

    private Designators() {}

    /** Those in a text as it was written. */
    public static Set<String> in(String text) {
        return LETTER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
