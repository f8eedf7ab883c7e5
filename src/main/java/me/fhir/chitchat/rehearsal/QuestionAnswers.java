package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.RecordSearch.Search;
import me.fhir.chitchat.rehearsal.criteria.FactChoice;
import me.fhir.chitchat.rehearsal.criteria.NotedFact;
import me.fhir.chitchat.rehearsal.criteria.OtherWords;
import me.fhir.chitchat.rehearsal.criteria.Rule;
import me.fhir.chitchat.rehearsal.criteria.RuleParser;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.knowledge.FactText;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Statement.Mood;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Finds what the own knowledge says to a question. */
final class QuestionAnswers {
    private static final Pattern LONG_NUMBER = Pattern.compile("[\\p{IsLatin}\\d./-]*\\d{3}[\\p{IsLatin}\\d./-]*");
    private static final int MAX_QUESTIONS = 12;
    private static final int MAX_FACTS = 3;
    private static final int MAX_LENGTH = 420;

    private static final Pattern NUMBER = Pattern.compile("^\\d{1,2}[.)]\\s+");
    private static final Pattern ENTRY = Pattern.compile("(?m)^\\s*\\d{1,2}[.)]\\s.+$");
    private static final Pattern NAME =
            Pattern.compile("\\p{Lu}\\p{L}+\\.?\\s+\\p{Lu}\\p{L}+|[\\p{IsHan}\\p{IsKatakana}]{2}");

    private final StepContext context;

    QuestionAnswers(StepContext context) {
        this.context = context;
    }

    /** What a message asks: the entries of its list, else its questions. */
    static List<String> questions(String message) {
        Set<String> asked = new LinkedHashSet<>(Sentences.numbered(message));
        // A point is asked for with its limit: no sentence of an entry is another question.
        for (String sentence :
                Sentences.of(asked.isEmpty() ? message : ENTRY.matcher(message).replaceAll(""))) {
            String bare = NUMBER.matcher(sentence).replaceFirst("");
            boolean listed = asked.stream().anyMatch(entry -> sentence.contains(entry) || entry.contains(bare));
            boolean asks = Sentences.mood(sentence) == Mood.QUESTION
                    || (Sentences.mood(sentence) == Mood.REQUEST && asked.isEmpty());
            if (asks && !listed && Terms.of(sentence).keys().size() > 0) {
                asked.add(sentence);
            }
        }
        return asked.stream().limit(MAX_QUESTIONS).toList();
    }

    /** The questions proper of a message. */
    static List<String> plainQuestions(String message) {
        return Sentences.of(message).stream()
                .filter(sentence -> Sentences.mood(sentence) == Mood.QUESTION)
                .limit(MAX_QUESTIONS)
                .toList();
    }

    /**
     * What is known to a question in one line; empty when nothing is. Among several parties a single word in common is
     * chance: the question may be another party's to answer.
     */
    Optional<String> to(String question) {
        boolean several = context.role().partners().size() > 1;
        return to(question, several ? Math.min(2, Terms.of(question).keys().size()) : 1);
    }

    /** The same for each part of a point such as "A, or B with C". */
    Optional<String> toParts(String question) {
        if (Sentences.isQuestion(Lexicon.normal(question))) {
            return to(question);
        }
        Set<String> answers = new LinkedHashSet<>();
        for (Rule rule : RuleParser.of(question, false)) {
            singles(rule).forEach(part -> to(part).ifPresent(answers::add));
        }
        return answers.size() < 2 ? to(question) : joined(answers);
    }

    private static List<String> singles(Rule rule) {
        return rule instanceof Rule.Compound compound
                ? compound.parts().stream()
                        .flatMap(part -> singles(part).stream())
                        .toList()
                : List.of(rule.text());
    }

    /** Whom the agent speaks about: the name and the numbers of the case. */
    private Optional<String> subject() {
        List<String> parts = new ArrayList<>();
        parts.add(context.role().person().name());
        for (Leaf leaf : context.evidence().knowledge().leaves()) {
            String text = leaf.statement().text();
            if (CaseIdentity.identifies(leaf) && !leaf.secret() && parts.size() <= MAX_FACTS && !parts.contains(text)) {
                parts.add(text);
            }
        }
        return Optional.of(String.join(", ", parts)).filter(text -> !text.isBlank());
    }

    /** The answer to a question in passing: only what it asks for, not the record around it. */
    Optional<String> toPlain(String question) {
        boolean several = context.role().partners().size() > 1;
        return narrowly(
                question, several ? Math.min(2, Terms.of(question).keys().size()) : 1);
    }

    /** @param least how many words a fact must share with the question */
    Optional<String> toPlain(String question, int least) {
        return narrowly(question, least);
    }

    private Optional<String> to(String question, int least) {
        if (Sentences.isQuestion(Lexicon.normal(question))) {
            return found(new Search(question, Terms.of(question), least, false, false));
        }
        return found(new Search(question, FactChoice.withoutUnits(Terms.of(question)), least, false, true))
                .or(() -> found(new Search(question, FactChoice.moneyAndCodes(question), least, false, true)))
                .or(() -> inOtherWords(question));
    }

    private Optional<String> inOtherWords(String question) {
        return OtherWords.answer(context.evidence().knowledge().leaves(), question)
                .map(leaf -> answer(new Search(question, Terms.NONE, 1, false, true), List.of(leaf)));
    }

    /** The answer to a question in passing. */
    private Optional<String> narrowly(String question, int least) {
        return found(new Search(question, Terms.of(question), least, true, false));
    }

    private Optional<String> found(Search search) {
        if (Phrases.isIdentityQuestion(search.question())) {
            return subject();
        }
        if (search.wanted().isEmpty()) {
            return Optional.empty();
        }
        Set<String> answers = new LinkedHashSet<>();
        new RecordSearch(context.evidence().knowledge().leaves(), search)
                .records()
                .forEach(leaves -> answers.add(answer(search, leaves)));
        if (answers.isEmpty()) {
            situation(search.wanted()).ifPresent(answers::add);
        }
        if (search.narrow()) {
            answers.removeIf(answer -> !isOfKind(search.question(), answer));
        }
        return joined(answers);
    }

    private String answer(Search search, List<Leaf> leaves) {
        if (!search.noted()) {
            return new FactText(context.phrases(), search.question()).of(leaves, search.wanted());
        }
        boolean listed = Sentences.numbered(context.newsText()).contains(search.question());
        return new NotedFact(context.phrases(), search.question(), listed).of(leaves);
    }

    /** A sentence of the role's situation that has the words and may be told. */
    private Optional<String> situation(Terms wanted) {
        return Sentences.of(context.role().person().situation()).stream()
                .filter(sentence -> Terms.of(sentence).shared(wanted) >= 2
                        && context.secrecy().mayTell(sentence)
                        && Sentences.mood(sentence) == Mood.ASSERTION)
                .findFirst()
                .map(TextFormat::withoutStop);
    }

    /** Whether an answer names somebody where that is asked, and has a figure where the time is. */
    private static boolean isOfKind(String question, String answer) {
        String normal = Lexicon.normal(question);
        if (Lexicon.list("whoQuestion").starts(normal)) {
            return NAME.matcher(answer).find();
        }
        return !Lexicon.list("whenQuestion").starts(normal) || answer.chars().anyMatch(Character::isDigit);
    }

    /** As many of the answers as fit, each whole; only one that is too long by itself is cut. */
    private static Optional<String> joined(Set<String> answers) {
        StringBuilder out = new StringBuilder();
        for (String answer : answers) {
            boolean repeated =
                    answers.stream().anyMatch(other -> other.length() > answer.length() && other.contains(answer));
            if (repeated) {
                continue;
            }
            if (out.isEmpty()) {
                out.append(TextFormat.cut(answer, MAX_LENGTH));
            } else if (out.length() + answer.length() + 2 <= MAX_LENGTH) {
                out.append("; ").append(answer);
            }
        }
        return out.isEmpty() || out.toString().isBlank() ? Optional.empty() : Optional.of(out.toString());
    }

    /** Whether an answer only repeats a number of the question. */
    static boolean isEcho(String answer, String question) {
        return LONG_NUMBER.matcher(answer).results().map(MatchResult::group).allMatch(question::contains)
                && LONG_NUMBER.matcher(answer).find();
    }
}
