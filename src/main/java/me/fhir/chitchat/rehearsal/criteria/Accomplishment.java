package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;

/**
 * Whether a statement says of a criterion's matter that it is so, or only that it is intended, under way, so in part,
 * or lost. A word that the criterion itself has takes nothing back: who has to be enrolled is enrolled.
 */
final class Accomplishment {
    private static final Pattern CLAUSE =
            Pattern.compile("[,;:、，；]\\s|[、，；。]|\\s(?:and|but|und|aber|y|pero|et|mais)\\s|ですが|ますが");
    private static final Pattern END = Pattern.compile("[,;:.、，；。]");
    private static final Pattern OR = Pattern.compile("\\s(?:or|oder|ou|o|u)\\s");
    private static final int MAX_JOINED = 3;
    private static final Pattern SPACES_NOT_USED = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private final String title;
    private final String wording;
    private final Terms words;
    private final Terms subject;
    private final boolean maximum;
    private final boolean finished;
    private final boolean dated;
    private final boolean all;
    private final boolean exclusive;

    Accomplishment(Criterion criterion) {
        this.title = Lexicon.normal(criterion.title());
        this.wording = Lexicon.normal(criterion.title()) + " " + criterion.normal();
        this.words = Terms.of(wording).and(criterion.words());
        this.subject = TellingTerms.of(words);
        List<Criterion.Constraint> constraints = criterion.constraints();
        this.maximum = !constraints.isEmpty() && criterion.isMaximum();
        this.finished = Lexicon.list("finished").isIn(wording);
        this.dated = constraints.stream()
                .anyMatch(one -> one instanceof Criterion.Between || one instanceof Criterion.Elapsed);
        this.exclusive = Lexicon.list("exclusive")
                .isIn(criterion.normal().isEmpty() ? Lexicon.normal(criterion.title()) : criterion.normal());
        this.all = Lexicon.list("universal").isIn(wording);
    }

    /** A part of "only A or B", which does not exclude the other part. */
    static Criterion withoutExclusion(Criterion part) {
        String text = part.normal();
        Matcher only = Lexicon.list("exclusive").matcher(text);
        return only.find() ? part.worded(only.replaceAll(" ").strip()) : part;
    }

    /** Whether it is only wanted, applied for, arranged, under way or tried out. */
    boolean isIntended(Statement statement) {
        return says("rehearsed", statement)
                || (!maximum && (!dated || finished) && says("unfinished", statement))
                || (finished && says("underWay", statement));
    }

    /** Whether it is so only of a part, or only sometimes. */
    boolean isPartial(Statement statement) {
        return says("partial", statement)
                || (all && says("some", statement))
                || (exclusive && (namesMore(statement.normal()) || namesNone(statement)));
    }

    /** Whether neither of the two things that alone are allowed is named: "hens" for "geese or ducks". */
    private boolean namesNone(Statement statement) {
        String[] sides = OR.split(title, 2);
        if (sides.length < 2 || END.matcher(title).find()) {
            return false;
        }
        String[] before = sides[0].split(" ", -1);
        Terms last = Terms.of(before[before.length - 1]);
        Terms next = Stream.of(sides[1].split(" ", -1))
                .map(Terms::of)
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElse(Terms.NONE);
        Terms either = last.and(next);
        return !either.isEmpty() && statement.all().shared(either) == 0;
    }

    /** Whether a sentence joins something to what alone is allowed: "sheep and llamas". */
    private boolean namesMore(String normal) {
        Matcher joints = Lexicon.list("joining").matcher(normal);
        while (joints.find()) {
            String after = END.split(normal.substring(joints.end()), 2)[0];
            String before = normal.substring(0, joints.start()).strip();
            Terms last = Terms.of(before.substring(before.lastIndexOf(' ') + 1));
            Terms next = TellingTerms.of(Terms.of(after)).without(words);
            boolean joined = !next.isEmpty() && next.keys().size() <= MAX_JOINED;
            boolean another =
                    TellingTerms.of(last).shared(words) == 0 && Terms.of(after).shared(words) > 0;
            if (joined || (another && !TellingTerms.of(last).isEmpty())) {
                return true;
            }
        }
        return false;
    }

    /** Whether what has to be there is there no more. */
    boolean isGone(Statement statement) {
        return statement.source().received() && says("gone", statement);
    }

    /** Whether a sentence says what is allowed and not what is: "the limit is 12 kg". */
    boolean isOfLimit(Statement statement) {
        return statement.source().received() && statement.label().isEmpty() && says("limitOf", statement);
    }

    private boolean says(String list, Statement statement) {
        String normal = statement.normal();
        if (!Lexicon.list(list).isIn(normal)) {
            return false;
        }
        for (String clause : CLAUSE.split(normal, -1)) {
            Matcher phrases = Lexicon.list(list).matcher(clause);
            while (phrases.find()) {
                if (!isAsked(phrases.group()) && isConcerned(clause, phrases.group())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a clause is about the criterion's matter, or names no matter of its own. */
    private boolean isConcerned(String clause, String phrase) {
        Terms own = TellingTerms.of(Terms.of(clause)).without(Terms.of(phrase));
        return own.isEmpty() || own.shared(subject) > 0;
    }

    private boolean isAsked(String phrase) {
        return SPACES_NOT_USED.matcher(phrase).find()
                ? wording.contains(phrase)
                : Terms.of(phrase).coveredBy(words) == 1;
    }
}
