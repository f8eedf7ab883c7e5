package me.fhir.chitchat.rehearsal.language;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The short name of a point, for speaking of it again: "Light level of at most 50 lux" is "Light level". */
public final class PointName {
    private static final int MIN_LETTERS = 3;
    private static final int MAX_LENGTH = 60;
    private static final List<String> COMPARISONS = List.of("atLeast", "atMost", "within", "olderThan", "beforeDate");
    /** Words that only lead over to the comparison, and signs between them. */
    private static final Pattern LEADING_OVER = Pattern.compile(
            "(?:[\\s\u00a0,;:(–−-]+"
                    + "|\\s(?:of|is|was|are|be|not|no|made|with|a|between|from|must|may|should|need|needs|has|have|exceed"
                    + "|von|mit|nicht|ist|ein|zwischen|darf|dürfen|muss|müssen|soll|liegt|liegen|beträgt|être|ser|sein|debe|deben|puede|pueden|doit|doivent|ne|de|con|no|entre|compris|comprise|compris.es|comprendid[oa]|un|d'un|d|à|pas|est|dem|den|the)(?=[\\s,;]|$)|\\sd['’]\\s*$"
                    + "|[がはをのから]+$)+$",
            Pattern.UNICODE_CASE);

    private static final Pattern NO_SPACES = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");
    /** A figure with its unit that ends a title in a script without spaces. */
    private static final Pattern FIGURE_AT_THE_END = Pattern.compile("[\\d.,]+\\s?[^\\d\\s]{0,6}(?:以上|以下|以内|未満|まで)$");

    /** A comparison by another word, such as "no wider than". */
    private static final Pattern UNFINISHED = Pattern.compile("(?i)\\s(?:than|als|que)$");

    private static final Pattern DIGITS = Pattern.compile("\\d+(?:[.,]\\d+)*");
    /** "Days per week" are counted, and no length of time. */
    private static final Pattern EVERY = Pattern.compile("^\\p{L}+ (?:\\p{L}+ )?(?:per|a|pro|por|al|par) \\p{L}+");

    private static final Pattern ARTICLE =
            Pattern.compile("^(?:The|An?|Das|Der|Die|El|La|Los|Las|Le|Les|L['’])(?:\\s|(?<=['’]))(?=\\p{L})");

    /** A German adjective, which has the ending of its article where that is missing. */
    private static final Pattern INFLECTED = Pattern.compile("^(\\p{Ll}+e)(?= \\p{Lu})");

    private static final Pattern COUNTED = Pattern.compile("\\s+\\d+\\s+([^\\d]+)");

    private static final TextMemo<String> MEMO = new TextMemo<>(PointName::find);

    private PointName() {}

    /** The part before the comparison or the colon, where that alone names the point; else the whole title. */
    public static String of(String title) {
        return MEMO.of(title);
    }

    private static String find(String title) {
        String whole = TextFormat.withoutStop(title);
        String[] parts = whole.split("[\\s\u00a0]?[:：][\\s\u00a0]?|\\s[–—]\\s", 2);
        if (parts.length > 1 && isName(parts[0], parts[0].length()) && !FieldNames.isRuleName(parts[0])) {
            return parts[0];
        }
        String normal = Lexicon.normal(whole);
        if (normal.length() != whole.length()) {
            return whole;
        }
        int end = firstFigure(normal);
        if (NO_SPACES.matcher(whole).find() && !FIGURE_AT_THE_END.matcher(whole).find()) {
            return whole;
        }
        for (String list : COMPARISONS) {
            Matcher words = Lexicon.list(list).matcher(normal);
            if (end < normal.length() && words.find() && words.start() < end && isBefore(words.end(), end)) {
                end = words.start();
            }
        }
        String counted = counted(whole, normal);
        if (!counted.isEmpty()) {
            return counted;
        }
        String name = LEADING_OVER.matcher(whole.substring(0, end)).replaceFirst("");
        boolean complete = !UNFINISHED.matcher(name).find()
                && (isAge(name) || !Lexicon.list("rangeStart").is(Lexicon.normal(name)));
        return end < normal.length() && complete && isName(name, whole.length()) ? withoutArticle(name) : whole;
    }

    /** "The overhead" is called "Overhead" in front of a colon. */
    private static String withoutArticle(String name) {
        String bare = INFLECTED
                .matcher(ARTICLE.matcher(name).replaceFirst(""))
                .replaceFirst(name.startsWith("Das ") ? "$1s" : name.startsWith("Der ") ? "$1r" : "$1");
        return bare.length() < MIN_LETTERS ? name : TextFormat.capitalised(bare);
    }

    /** What is counted in "At least 6 sessions so far"; empty for a figure with a unit, and for other titles. */
    private static String counted(String whole, String normal) {
        List<Quantity> range = QuantityParser.in(normal);
        if (range.size() > 1
                && Lexicon.list("rangeStart")
                        .is(normal.substring(0, range.get(0).start()).strip())
                && Lexicon.list("rangeJoin")
                        .is(normal.substring(range.get(0).end(), range.get(1).start())
                                .strip())) {
            Quantity last = range.get(1);
            Matcher digits = DIGITS.matcher(normal).region(last.start(), normal.length());
            boolean counted = last.isBare() || last.dimension().startsWith("#") || !digits.lookingAt();
            return noun(whole, counted ? last.end() : digits.end());
        }
        for (String list : List.of("atLeast", "atMost")) {
            Matcher words = Lexicon.list(list).matcher(normal);
            Matcher number = COUNTED.matcher(normal);
            if (words.lookingAt() && number.region(words.end(), normal.length()).lookingAt()) {
                return noun(whole, number.start(1));
            }
        }
        return "";
    }

    /** What follows a figure; empty for a unit. */
    private static String noun(String whole, int start) {
        String name = whole.substring(start).strip();
        String first = Lexicon.normal(name).split("[^\\p{L}%°€$£]+", 2)[0];
        boolean every = EVERY.matcher(name).find();
        boolean unit = (Lexicon.unit(first) != null && !every) || Lexicon.number(first) != null;
        return !unit && isName(name, whole.length()) ? TextFormat.capitalised(name) : "";
    }

    private static boolean isBefore(int end, int figure) {
        return figure - end <= MAX_LENGTH / 2;
    }

    private static int firstFigure(String normal) {
        for (int i = 0; i < normal.length(); i++) {
            if (Character.isDigit(normal.charAt(i)) || "≤≥<>".indexOf(normal.charAt(i)) >= 0) {
                return i;
            }
        }
        return normal.length();
    }

    /** "Age", which also begins a range: "aged 8 to 14". */
    private static boolean isAge(String name) {
        return Lexicon.list("aged").is(Lexicon.normal(name));
    }

    private static boolean isName(String name, int longest) {
        boolean long3 = name.length() >= MIN_LETTERS
                || (!name.isEmpty() && Character.UnicodeScript.of(name.codePointAt(0)) == Character.UnicodeScript.HAN);
        return long3
                && name.length() <= Math.min(MAX_LENGTH, longest)
                && (name.indexOf(' ') > 0
                        || isAge(name)
                        || !TellingTerms.of(Terms.of(name)).isEmpty());
    }
}
