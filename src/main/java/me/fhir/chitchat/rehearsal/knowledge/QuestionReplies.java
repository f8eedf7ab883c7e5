package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.rehearsal.language.BareAnswer;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;

/** A message read as a reply to the questions before it: what is quoted, and which answer belongs to which question. */
final class QuestionReplies {
    private static final Pattern QUOTED = Pattern.compile("^\\s*(?:[>＞»│]\\s?)+(.*)$");
    private static final Pattern NUMBERED = Pattern.compile("^\\s*\\(?(\\d{1,2})[.):）．]\\s*(\\S.*)$");
    private static final Pattern NO_SPACES = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");
    private static final int SHORT_ANSWER = 6;
    private static final int SHORT_REPLY = 9;
    private static final int LETTERS_OF_A_WORD = 2;
    private static final int MAX_ANSWER_LENGTH = 200;
    /** A shorter line is nothing that anybody quotes. */
    private static final int LINE = 12;

    private final List<String> questions;
    private final Set<String> own;
    private final List<ReplyPart> replies = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();

    private QuestionReplies(List<String> questions, Set<String> own) {
        this.questions = questions;
        this.own = own;
    }

    /**
     * The parts of a message without what it quotes.
     *
     * @param questions the points that were asked for last, in order
     * @param own the normalised lines of the reader's own messages, which say nothing when they come back
     */
    static List<ReplyPart> of(String message, List<String> questions, Set<String> own) {
        return new QuestionReplies(questions, own).read(message);
    }

    /** The same for a message of a conversation, without words that only repeat the reader's own. */
    static List<ReplyPart> of(SentMessage message, PlannerStep step, OwnWords words) {
        List<String> questions = List.of();
        Set<String> own = new HashSet<>();
        for (SentMessage earlier : step.messages()) {
            if (earlier.seq() < message.seq()
                    && earlier.agentId().equals(step.role().agentId())) {
                List<String> asked = Sentences.numbered(earlier.text());
                earlier.text().lines().map(Lexicon::normal).forEach(own::add);
                questions = asked.isEmpty() ? questions : asked;
            }
        }
        return of(message.text(), questions, own).stream()
                .map(part -> part.question().isEmpty() ? new ReplyPart("", words.without(part.text())) : part)
                .toList();
    }

    private List<ReplyPart> read(String message) {
        List<String> lines = lines(message);
        boolean numbered = isNumbered(lines);
        String quoted = "";
        boolean quotes = false;
        for (String line : lines) {
            Matcher quote = QUOTED.matcher(line);
            Matcher number = NUMBERED.matcher(line);
            if (quote.matches()) {
                quoted = Sentences.numbered(quote.group(1)).stream()
                        .filter(questions::contains)
                        .findFirst()
                        .orElse("");
                quotes = true;
            } else if (line.strip().length() >= LINE && own.contains(Lexicon.normal(line))) {
                quotes = true;
            } else if (numbered && number.matches()) {
                answer(question(number), number.group(2), number.group(2));
            } else {
                answer(quoted, line, line);
            }
        }
        String rest = plain.toString();
        boolean bare = questions.size() == 1 && replies.isEmpty() && !quotes && isBare(rest.strip());
        if (bare) {
            return List.of(new ReplyPart(questions.get(0), rest.strip()));
        }
        flush();
        return replies;
    }

    /** The lines; answers with ascending numbers in one line stand in one each. */
    private static List<String> lines(String message) {
        List<String> lines = new ArrayList<>();
        for (String line : message.split("\\R", -1)) {
            int from = 0;
            int number = line.strip().startsWith("1") ? 2 : Integer.MAX_VALUE;
            int next = number == 2 ? next(line, number, from) : -1;
            while (next > from) {
                lines.add(line.substring(from, next));
                from = next;
                number++;
                next = next(line, number, from);
            }
            lines.add(line.substring(from));
        }
        return lines;
    }

    /** Where the entry with a number begins; -1 when there is none. */
    private static int next(String line, int number, int from) {
        for (String mark : List.of(". ", ") ")) {
            int at = line.indexOf(" " + number + mark, from);
            if (at >= 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Whether the numbers of the lines ascend and are all numbers of questions. */
    private boolean isNumbered(List<String> lines) {
        int last = 0;
        for (String line : lines) {
            Matcher number = NUMBERED.matcher(line);
            if (number.matches()) {
                int given = Integer.parseInt(number.group(1));
                if (given <= last) {
                    return false;
                }
                last = given;
            }
        }
        return last > 0 && !questions.isEmpty();
    }

    private String question(Matcher number) {
        int given = Integer.parseInt(number.group(1));
        return given < 1 || given > questions.size() ? "" : questions.get(given - 1);
    }

    private void answer(String question, String text, String line) {
        if (!question.isEmpty() && !text.isBlank() && belongs(text.strip(), question)) {
            flush();
            replies.add(new ReplyPart(question, text.strip()));
        } else {
            plain.append(line).append('\n');
        }
    }

    private void flush() {
        if (!plain.toString().isBlank()) {
            replies.add(new ReplyPart("", plain.toString()));
        }
        plain.setLength(0);
    }

    /** Whether a text needs its question to be understood; a sentence with the question's words stands for itself. */
    private boolean belongs(String text, String question) {
        Terms words = TellingTerms.of(Terms.of(text));
        boolean own = words.shared(Terms.of(question)) > 0;
        boolean another = !own && questions.stream().anyMatch(other -> words.shared(Terms.of(other)) > 1);
        boolean needsIt = !own || length(text) <= SHORT_ANSWER || BareAnswer.starts(Lexicon.normal(text));
        return !another && needsIt && text.length() <= MAX_ANSWER_LENGTH && isAnswer(text);
    }

    /** Whether a whole message is a yes, a no or a figure and names nothing. */
    private boolean isBare(String text) {
        String normal = Lexicon.normal(text);
        boolean own = TellingTerms.of(Terms.of(text)).shared(Terms.of(questions.get(0))) > 0;
        boolean figure = !QuantityParser.in(normal).isEmpty()
                || !DateParser.in(normal, LocalDate.EPOCH).isEmpty();
        return length(text) <= SHORT_REPLY
                && isAnswer(text)
                && (BareAnswer.isYes(normal) || BareAnswer.isNo(normal) || (figure && !own));
    }

    private static boolean isAnswer(String text) {
        Statement.Mood mood = Sentences.mood(text);
        return mood == Statement.Mood.ASSERTION || (mood == Statement.Mood.NO_FACT && Sentences.isPlan(text));
    }

    /** How many words a text has. */
    private static int length(String text) {
        return NO_SPACES.matcher(text).find() ? text.length() / LETTERS_OF_A_WORD : text.split("\\s+", -1).length;
    }
}
