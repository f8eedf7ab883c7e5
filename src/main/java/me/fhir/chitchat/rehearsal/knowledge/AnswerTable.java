package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;

/** A table whose rows are answers: a point in one column and what is said of it in the next. */
final class AnswerTable {
    private static final Pattern NUMBERED = Pattern.compile("\\W*(?:\\d{1,3}\\W*|[a-z][.)]?)");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    private AnswerTable() {}

    /** The column of a row that answers the one before it; -1 where a row is a record of several values. */
    static int answerColumn(List<String> headings, List<String> cells, Predicate<String> isAsked) {
        int point = cells.size() > 2
                        && NUMBERED.matcher(Lexicon.normal(cells.get(0))).matches()
                ? 1
                : 0;
        if (Math.min(headings.size(), cells.size()) < point + 2
                || cells.get(point + 1).isEmpty()) {
            return -1;
        }
        String said = Lexicon.normal(cells.get(point));
        if (!WORD.matcher(said).find() || !DateParser.in(said, LocalDate.EPOCH).isEmpty()) {
            return -1;
        }
        boolean points = Lexicon.list("pointHeading").isIn(Lexicon.normal(headings.get(point)));
        boolean replies = Lexicon.list("answerHeading").isIn(Lexicon.normal(headings.get(point + 1)));
        boolean two = headings.size() == point + 2;
        boolean answers = (points && replies)
                || (two && (points || replies))
                || isAsked.test(cells.get(point))
                || isAsked.test(headings.get(point));
        return answers ? point + 1 : -1;
    }
}
