package me.fhir.chitchat.rehearsal.language;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of terms, years and floors: "in her fourth semester", "the 4th year". */
final class Ordinals {
    private static final Pattern ORDINAL =
            Pattern.compile("(?<![\\p{L}\\p{N}])(?:(\\d{1,2})(?:st|nd|rd|th|er|ère|e|ème|[.ºª])|("
                    + NumberWords.alternatives(Lexicon.ordinals().keySet())
                    + "))[\\s-]{1,2}(?=" + Lexicon.list("ordinalNoun") + ")");

    private Ordinals() {}

    /** As numbers without a unit, for nothing is measured. */
    static List<Quantity> in(String normalised) {
        List<Quantity> found = new ArrayList<>();
        Matcher ordinals = ORDINAL.matcher(normalised);
        while (ordinals.find()) {
            String digits = ordinals.group(1);
            Integer word = digits == null ? Lexicon.ordinals().get(ordinals.group(2)) : Integer.valueOf(digits);
            if (word != null) {
                BigDecimal number = BigDecimal.valueOf(word);
                found.add(new Quantity("", number, number, "", ordinals.start(), ordinals.end()));
            }
        }
        return found;
    }
}
