package me.fhir.chitchat.rehearsal.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a sentence states something, or only supposes, hopes, or denies to know it. */
public final class Certainty {
    private static final Pattern OR = Pattern.compile("\\b(?:or|oder|ou|o|soit)\\b|または|か");

    private static final Pattern THAT = Pattern.compile("(?:that|dass|daß|que)\\s|qu'|.*(?:というの|こと)は");
    private static final int FEW_WORDS = 2;

    private Certainty() {}

    /** Whether a normalised sentence leaves open whether it is so. */
    public static boolean isOpen(String normal) {
        String plain = normal.replace(",", "");
        if (Lexicon.list("hedge").isIn(plain)) {
            return true;
        }
        Matcher alternative = Lexicon.list("alternative").matcher(plain);
        return alternative.find()
                && OR.matcher(plain.substring(alternative.end() - 1)).find();
    }

    /** Whether it says nothing but that the sentence before is not certain. */
    public static boolean isDoubtOnly(String normal) {
        Matcher doubt = Lexicon.list("doubt").matcher(normal);
        return doubt.find() && Terms.of(doubt.replaceAll(" ")).keys().size() <= 1;
    }

    /** Whether it only takes back what was said before it: "no, that is not true". */
    public static boolean isRetraction(String normal) {
        Matcher retraction = Lexicon.list("retraction").matcher(normal);
        return retraction.find() && Terms.of(retraction.replaceAll(" ")).keys().size() <= FEW_WORDS;
    }

    /** What is said not to be so. */
    static String withoutUntrue(String normal) {
        String plain = Lexicon.list("untrue").matcher(normal.replace(",", "")).replaceAll(" ");
        return isDeniedClause(normal)
                ? Lexicon.list("untrueAfter").matcher(plain).replaceAll(" ")
                : plain;
    }

    /** Whether it says that what stands in it is not so: "it is not true that", "that he has it, is wrong". */
    public static boolean isUntrue(String normal) {
        return Lexicon.list("untrue").isIn(normal.replace(",", "")) || isDeniedClause(normal);
    }

    private static boolean isDeniedClause(String normal) {
        return THAT.matcher(normal).lookingAt() && Lexicon.list("untrueAfter").isIn(normal);
    }
}
