package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.criteria.Acknowledgements;
import me.fhir.chitchat.rehearsal.criteria.RuleClauses;
import me.fhir.chitchat.rehearsal.knowledge.Move;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.DocumentTitles;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Orders;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** An agent that does not decide: it answers from its knowledge and sends what its tools find. */
final class Respondent {
    private static final int MAX_MESSAGES = 8;
    private static final int WORDS_OF_A_NAME = 4;
    private static final int MAX_HEAD_LENGTH = 90;
    private static final int MAX_NAMED = 3;
    /** A value behind its own name: "Date of birth: 14 August 1999." */
    private static final Pattern FIELD =
            Pattern.compile("([^:：\\d]{2,60}?)[\\s\u00a0]?[:：][\\s\u00a0]*([^:：]+?)([.。]?)");
    /** A value in a script without spaces, noted as a list has it. */
    private static final Pattern SAID_OF = Pattern.compile("^([^:：、。\\d]{1,30}?)は([^:：、。は]+。?)$");
    /** Words before a day, a month and a year. */
    private static final Pattern DATED = Pattern.compile(
            "([^\\d:,;]+?)(?: (?:on|of|vom|am|del|el|du|le))? (\\d{1,2}(?:er)?\\.? (?:de )?\\p{L}+ (?:de )?\\d{4}\\.?)");

    private final StepContext context;
    private final Phrases phrases;
    private final List<String> questions;

    private Respondent(StepContext context) {
        this.context = context;
        this.phrases = context.phrases();
        this.questions = QuestionAnswers.questions(Orders.without(context.newsText()));
    }

    static Move next(StepContext context) {
        Respondent respondent = new Respondent(context);
        Optional<Lookup.LookupCall> call = Lookup.next(context, respondent.questions, false);
        if (call.isPresent()) {
            String what = call.get().topic().isBlank()
                    ? ""
                    : " for \"" + TextFormat.cut(call.get().topic(), 100) + "\"";
            return Move.use(
                    "I look this up" + what + ".", call.get().tool(), call.get().arguments());
        }
        return respondent.reply();
    }

    private Move reply() {
        List<String> parts = new ArrayList<>();
        String reaction = Acknowledgements.to(context);
        boolean plain = reaction.isEmpty();
        parts.add(plain ? thanks() : reaction);
        List<String> lines = new ArrayList<>();
        QuestionAnswers answers = new QuestionAnswers(context);
        Map<String, List<String>> facts = new LinkedHashMap<>();
        for (String question : questions) {
            answer(question, answers, facts, lines);
        }
        List<String> points = new ArrayList<>();
        facts.forEach((text, heads) -> add("- " + item(heads, text), points));
        lines.addAll(0, points);
        if (lines.isEmpty()) {
            lines.addAll(LookupSummaries.of(context));
        }
        boolean news = !lines.isEmpty() || !context.step().turn().unsent().isEmpty();
        if (!lines.isEmpty()) {
            boolean list = lines.stream().anyMatch(line -> line.startsWith("- "));
            parts.add((list ? phrases.fresh("sofar") + "\n" : "") + String.join("\n", lines));
        }
        List<String> files = context.step().turn().unsent();
        if (!files.isEmpty()) {
            parts.add(phrases.fresh("attached", DocumentTitles.all(files, phrases)));
        }
        boolean last = isEnd(news);
        // An answer ends with the answer; only where there is none, that has to be said.
        String end = last ? phrases.fresh("farewell") : news ? "" : nothingMore();
        parts.add(end.isEmpty() && !last && !news ? phrases.fresh("nothingNew") : end);
        String text = Acknowledgements.joined(parts);
        boolean mute = text.isBlank() && files.isEmpty();
        String why = questions.isEmpty()
                ? "I was asked nothing that I could look up."
                : "I answer " + questions.size() + " question(s) from my own records.";
        return new Move.Say(
                why, mute ? Acknowledgements.unsaid(context) : text, files, last || (mute && context.sent() > 2));
    }

    private void answer(String question, QuestionAnswers answers, Map<String, List<String>> facts, List<String> lines) {
        boolean listed = Sentences.numbered(context.newsText()).contains(question);
        boolean request = !Sentences.isQuestion(Lexicon.normal(question));
        Optional<String> known = listed || request ? answers.toParts(question) : answers.toPlain(question);
        boolean asks = listed || Sentences.isQuestion(Lexicon.normal(question));
        if (known.isPresent() && listed) {
            facts.computeIfAbsent(phrases.stopped(known.get()), unused -> new ArrayList<>())
                    .add(head(question));
            return;
        }
        if (known.isEmpty() && context.role().partners().size() > 1) {
            // The question may be another party's to answer.
            return;
        }
        String line = known.map(text -> phrases.stopped(TextFormat.capitalised(text)))
                .orElseGet(() -> listed ? nothing(question) : asks ? phrases.fresh("noAnswer") : "");
        add(listed ? "- " + line : line, lines);
    }

    /** Documents are thanked for; questions are just answered. */
    private String thanks() {
        boolean documents = context.news().stream()
                .anyMatch(message -> !message.attachments().isEmpty());
        return documents ? Acknowledgements.received(context) : "";
    }

    private String nothing(String question) {
        String head = head(question);
        return head.isEmpty() ? phrases.fresh("noAnswer") : phrases.always("nothing", head);
    }

    private void add(String line, List<String> lines) {
        if (!line.isBlank() && !phrases.wasSaid(line) && !lines.contains(line)) {
            lines.add(line);
        }
    }

    /** An answer below the names of its points; without these when the points are whole questions. */
    private String item(List<String> heads, String text) {
        List<String> named =
                heads.stream().filter(head -> !head.isEmpty()).distinct().toList();
        if (named.isEmpty()) {
            return TextFormat.capitalised(text);
        }
        if (named.size() > 1) {
            return phrases.always("item", String.join("; ", named), text);
        }
        String head = named.get(0);
        if (Negation.isLack(head) && Lexicon.list("negative").is(Lexicon.normal(TextFormat.withoutStop(text)))) {
            // "No generator", and no "Generator: none".
            return TextFormat.capitalised(phrases.stopped(head));
        }
        Matcher said = SAID_OF.matcher(text);
        boolean note =
                said.matches() && (said.group(1).equals(head) || said.group(1).equals(Negation.lacked(head)));
        String told = note ? phrases.always("written.field", said.group(1), said.group(2)) : repeated(head, text);
        if (isNamedIn(head, told)) {
            return TextFormat.capitalised(told);
        }
        Matcher field = FIELD.matcher(told);
        return field.matches()
                ? TextFormat.capitalised(field(head, field))
                : phrases.always("item", Negation.lacked(head), told);
    }

    /** The date alone of "certificate issued on 13 May 2024" below "Pilot certificate issued"; other texts as they are. */
    private static String repeated(String head, String text) {
        Matcher dated = DATED.matcher(text);
        boolean again = dated.matches()
                && (Lexicon.list("paper").isIn(Lexicon.normal(dated.group(1)))
                        || Lexicon.normal(head).endsWith(Lexicon.normal(dated.group(1))))
                && Terms.of(dated.group(1)).coveredBy(Terms.of(head)) == 1
                && !Lexicon.normal(text).startsWith(Lexicon.normal(head));
        return again ? dated.group(2) : text;
    }

    /** A point and a value with a name of its own, with one colon: "Age" and "Date of birth: 14 August 1999". */
    private String field(String head, Matcher field) {
        String label = Lexicon.normal(field.group(1));
        String value = field.group(2);
        String sentence = field.group(1) + phrases.gap() + value;
        boolean same = label.split(" ", -1).length == head.split(" ", -1).length;
        if (same
                && Terms.of(label).coveredBy(Terms.of(head)) == 1
                && Terms.of(head).coveredBy(Terms.of(label)) == 1) {
            return phrases.always("item", head, value + field.group(3));
        }
        if (Lexicon.normal(sentence).startsWith(Lexicon.normal(head))) {
            return sentence + field.group(3);
        }
        Terms point = TellingTerms.of(Terms.of(head));
        Terms name = Terms.of(label);
        boolean says = point.shared(Terms.of(value)) > 0 && point.coveredBy(Terms.of(field.group())) == 1;
        boolean part =
                name.coveredBy(Terms.of(head)) == 1 || Lexicon.normal(head).endsWith(label);
        boolean figure = Negation.isLack(head)
                || !QuantityParser.in(Lexicon.normal(head)).isEmpty();
        if (Lexicon.list("birth").isIn(label) || says || (part && figure)) {
            return field.group();
        }
        boolean plain = hasDigit(value) || Lexicon.list("affirmative").is(Lexicon.normal(value));
        String said = plain && (part || Lexicon.list("date").is(label))
                ? value
                : part
                        ? phrases.inSentence(sentence)
                        : phrases.always("item.field", value, phrases.inSentence(field.group(1)));
        return phrases.always("item", head, said + field.group(3));
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    /** Whether an answer begins with the words of its point: "Keine Schulden" to "Schulden: keine". */
    private static boolean isNamedIn(String head, String text) {
        String plain = Lexicon.list("negator").matcher(Lexicon.normal(head)).replaceAll(" ");
        Terms name = TellingTerms.of(Terms.of(plain));
        String[] parts = text.split("[\\s\u00a0]?[:：]|は", 2);
        boolean label = parts.length > 1 && Negation.isLack(head) && name.coveredBy(Terms.of(parts[0])) == 1;
        boolean whole = parts.length < 2 && name.keys().size() > 1 && name.coveredBy(Terms.of(text)) == 1;
        return !name.isEmpty() && (label || whole || Lexicon.normal(text).startsWith(Lexicon.normal(head)));
    }

    /** What a point is called, in short; empty for a whole question. */
    private static String head(String question) {
        String[] parts = question.split("[\\s\u00a0]?[:：]", 2);
        boolean listed = parts.length > 1 && Sentences.isQuestion(Lexicon.normal(question));
        boolean choice =
                parts.length > 1 && !RuleClauses.enumerated(parts[1].strip()).isEmpty();
        String name = listed || choice ? parts[0] : PointName.of(question);
        boolean sentence = name.split(" ", -1).length > WORDS_OF_A_NAME || name.endsWith("か。");
        boolean asks = Sentences.isQuestion(Lexicon.normal(question)) || Sentences.isQuestion(Lexicon.normal(name));
        return sentence && asks ? "" : TextFormat.cut(name.strip(), MAX_HEAD_LENGTH);
    }

    /** That there is no more on the points that were asked for again; empty when none was. */
    private String nothingMore() {
        List<String> names = Sentences.numbered(context.newsText()).stream()
                .filter(question -> !Phrases.isIdentityQuestion(question))
                .map(Respondent::head)
                .filter(head -> !head.isEmpty())
                .distinct()
                .limit(MAX_NAMED)
                .map(phrases::inSentence)
                .toList();
        String said = names.isEmpty()
                ? ""
                : phrases.always("nothingMore", phrases.spoken().and(names));
        return phrases.wasSaid(said) ? "" : said;
    }

    private boolean isEnd(boolean news) {
        if (context.isLastTurn()) {
            return true;
        }
        if (context.othersDecide()) {
            return context.sent() >= MAX_MESSAGES || (!news && context.sent() >= 6);
        }
        return (context.sent() >= 2 && !news) || context.sent() >= MAX_MESSAGES;
    }
}
