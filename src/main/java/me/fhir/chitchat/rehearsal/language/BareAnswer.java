package me.fhir.chitchat.rehearsal.language;

import java.util.regex.Pattern;

/** Whether an answer says nothing but yes, or nothing but no, to what was asked. */
public final class BareAnswer {
    private static final Pattern CLAUSES = Pattern.compile("[,;.!。、，！–—]+\\s*");

    private BareAnswer() {}

    /** "Yes", "Yes, I confirm that"; not "yes, but", and not a yes that a denial follows. */
    public static boolean isYes(String normal) {
        String[] clauses = CLAUSES.split(normal.strip(), 3);
        if (!Lexicon.list("plainYes").starts(clauses[0].strip())) {
            return false;
        }
        return !Sentences.isQuestion(normal)
                && !Lexicon.list("negator").isIn(normal)
                && !Lexicon.list("conditional").isIn(normal)
                && !Lexicon.list("reservation").isIn(normal)
                && !Lexicon.list("plan").isIn(normal);
    }

    /** "No", "No, I cannot confirm that"; not "no idea". */
    public static boolean isNo(String normal) {
        String first = CLAUSES.split(normal.strip(), 2)[0].strip();
        return Lexicon.list("plainNo").is(first)
                && !Sentences.isQuestion(normal)
                && !Lexicon.list("nothingKnown").isIn(normal);
    }

    /** Whether a text begins as such an answer does. */
    public static boolean starts(String normal) {
        return Lexicon.list("plainYes").starts(normal)
                || Lexicon.list("plainNo").is(CLAUSES.split(normal.strip(), 2)[0].strip());
    }
}
