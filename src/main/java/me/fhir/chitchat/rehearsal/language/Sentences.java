package me.fhir.chitchat.rehearsal.language;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.Statement.Mood;

/** Splits a text into sentences and classifies each. */
public final class Sentences {
    private static final Pattern CLAUSES = Pattern.compile(",\\s+(?!\\d)|、");
    private static final int MAX = 400;
    private static final Pattern END = Pattern.compile(
            "(?<=[.!?])(?!(?<=\\b(?i:incl|inkl|approx|rd|wt|std|hrs?|yrs?|max|min|mind|resp|exp|no|nr|az|abs|art|ggf|tel|est|ref|dept|fig|lt|gem|zzgl|env|aprox|máx|mín|núm)\\.)\\s+[\\p{Ll}\\d€$])(?<!\\b(?:Dr|Prof|Mr|Mrs|Ms|Nr|No|St|Sr|Sra|Hr|Fr|bzw|ca|z\\.B|e\\.g|i\\.e|vs|approx|(?<!°)\\p{Lu}(?!\\.\\s+(?:The|This|There|It|We|I|No|Our|My|He|She|They|Das|Der|Die|Es|Ich|Wir|Ein|Eine|Kein|Keine|El|La|Los|Las|Hay|No|Le|Les|Il|Elle|Nous|Je|Het|De|Een|Er|Zij|Hij|Wij|Ik|Haar|Zijn|Onze|Sie|Ihr|Ihre|Unser|Unsere|Son|Sa|Su|Nuestro|Nuestra|Our|Her|His|Their|They|And|Lo|Gli|O|Os|As)\\s))\\.)(?<!(?:^|\\n)\\s{0,3}\\d{1,2}\\.)(?<!\\b(?:im|am|der|die|das|dem|den|des|zum|zur|vom|ins|beim)\\s\\d{1,2}\\.)(?!(?<=(?<![\\p{L}\\p{N}-])\\d{1,2}\\.)\\s+(?:\\p{Ll}|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))\\s+|(?<=[。！？])|\\R+");

    private static final Pattern NUMBERED = Pattern.compile("^\\s*\\d{1,2}[.)]\\s+(.+)$");

    private static final TextMemo<List<String>> MEMO = new TextMemo<>(Sentences::split);

    private Sentences() {}

    public static List<String> of(String text) {
        return MEMO.of(text);
    }

    private static List<String> split(String text) {
        return END.splitAsStream(text)
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .limit(MAX)
                .toList();
    }

    /** The entries of a numbered list. */
    public static List<String> numbered(String text) {
        return text.lines()
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .map(entry -> AskedPoint.of(entry.group(1).strip()))
                .toList();
    }

    public static Mood mood(String sentence) {
        String normal = Lexicon.normal(sentence);
        if (Lexicon.list("refusal").isIn(normal)) {
            return Mood.REFUSAL;
        }
        if (isQuestion(normal)) {
            return Mood.QUESTION;
        }
        if (Lexicon.list("nothingKnown").isIn(normal)
                || Lexicon.list("claim").isIn(normal)
                || Lexicon.list("neverReveal").isIn(normal)) {
            return Mood.NO_FACT;
        }
        if (Lexicon.list("request").isIn(normal)) {
            return Mood.REQUEST;
        }
        // "Elle ne doit rien" obliges nobody, and what somebody will bring along is there.
        boolean noFact = Lexicon.list("conditional").isIn(normal)
                || (Lexicon.list("plan").isIn(normal)
                        && !Lexicon.list("bringing").isIn(normal))
                || (Lexicon.list("obligation").isIn(normal)
                        && !Lexicon.list("debtFree").isIn(normal));
        return noFact ? Mood.NO_FACT : Mood.ASSERTION;
    }

    /** Whether a normalised sentence denies, puts off or asks, and so gives nothing. */
    public static boolean isEvasive(String said) {
        return Lexicon.list("negator").isIn(said)
                || Lexicon.list("negative").starts(said)
                || Lexicon.list("adverseStatus").isIn(said)
                || Lexicon.list("claim").isIn(said)
                || Lexicon.list("conditional").isIn(said)
                || isQuestion(said);
    }

    /** Whether a sentence states the future unconditionally. */
    public static boolean isPlan(String sentence) {
        String normal = Lexicon.normal(sentence);
        return Lexicon.list("plan").isIn(normal)
                && !Lexicon.list("conditional").isIn(normal)
                && !Lexicon.list("claim").isIn(normal);
    }

    public static boolean isQuestion(String normal) {
        return normal.endsWith("?")
                || normal.endsWith("？")
                || normal.endsWith("؟")
                || normal.endsWith("か。")
                || normal.startsWith("¿")
                || Lexicon.list("question").starts(normal);
    }

    /** The one clause of a sentence that has the name; all of it where others speak of it too or deny it. */
    public static String clause(String sentence, Terms name) {
        List<String> clauses = CLAUSES.splitAsStream(sentence).toList();
        List<String> naming = clauses.stream()
                .filter(clause -> Terms.of(clause).shared(name) > 0)
                .toList();
        if (clauses.size() < 2 || naming.size() != 1 || name.coveredBy(Terms.of(naming.get(0))) < 1) {
            return sentence;
        }
        String before = sentence.substring(0, sentence.indexOf(naming.get(0)));
        return Lexicon.list("negator").isIn(Lexicon.normal(before)) ? sentence : naming.get(0);
    }
}
