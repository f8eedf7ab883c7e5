package me.fhir.chitchat.rehearsal.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is said about somebody's relative or friend instead of the person concerned: "her sister has waited". */
public final class Kinship {
    private static final int CONTEXT_LENGTH = 40;
    private static final Pattern BEGINNING = Pattern.compile(
            "(?:^|[,;.:(–-]\\s?|\\b(?:of|that|while|whereas|but|and|because|only|then|dass|aber|und|während|nur|weil|de|pero|que|y|mientras|mais|et|tandis)\\s)$");
    private static final Pattern ARTICLE = Pattern.compile("(?:^|[,;.(]\\s?)(?:the|der|die|el|la|le|l')\\s?$");
    private static final Pattern OWNER = Pattern.compile("\\s(?:of|von|de|du|des|d')(?:\\s|(?<='))");
    private static final Pattern NAMED = Pattern.compile("(?:^|[,;.(]\\s?|\\s)\\p{L}+'s\\s(?:\\p{L}+\\s)?$");
    private static final Pattern SPACES_NOT_USED = Pattern.compile("(?:さん|くん|君|様)?(?:の|は|が|も)");

    private Kinship() {}

    /** The relative that a normalised clause is about; empty when it is about nobody's. */
    public static String subject(String normal) {
        Matcher relatives = Lexicon.list("relative").matcher(normal);
        while (relatives.find()) {
            if (isSubject(normal, relatives.start(), relatives.end())) {
                return relatives.group();
            }
        }
        return "";
    }

    private static boolean isSubject(String normal, int start, int end) {
        String relative = normal.substring(start, end);
        if (relative.codePointAt(0) > 0x2fff) {
            return SPACES_NOT_USED.matcher(normal).region(end, normal.length()).lookingAt();
        }
        String before = normal.substring(Math.max(0, start - CONTEXT_LENGTH), start);
        boolean of = ARTICLE.matcher(before).find()
                && OWNER.matcher(normal).region(end, normal.length()).lookingAt();
        if (of || NAMED.matcher(before).find()) {
            return true;
        }
        int owner = lastEnding("possessive", before);
        if (owner < 0 && !Lexicon.list("ownChild").is(relative)) {
            owner = lastEnding("ownPossessive", before);
        }
        if (owner < 0) {
            return false;
        }
        // In German the form of the possessive alone makes a genitive: "das Gehör ihres Bruders".
        boolean genitive = before.substring(owner).matches("(?:ihres|seines|meines|unseres) .*");
        return genitive || BEGINNING.matcher(before.substring(0, owner)).find();
    }

    /** Where a word of the list stands right before the end, with at most one word between; -1 for none. */
    private static int lastEnding(String list, String before) {
        Matcher words = Lexicon.list(list).matcher(before);
        int last = -1;
        while (words.find()) {
            String between = before.substring(words.end()).strip();
            last = between.indexOf(' ') < 0 && between.matches("[\\p{L}-]*") ? words.start() : last;
        }
        return last;
    }
}
