package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.criteria.FactChoice;
import me.fhir.chitchat.rehearsal.criteria.NotedFact;
import me.fhir.chitchat.rehearsal.criteria.Rule;
import me.fhir.chitchat.rehearsal.criteria.RuleParser;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules.Policy;
import me.fhir.chitchat.rehearsal.knowledge.FactText;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.AskedPoint;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Statement.Mood;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Finds what the own knowledge says to a question. */
final class QuestionAnswers {
    private static final int MAX_QUESTIONS = 12;
    private static final int MAX_FACTS = 3;
    private static final int MAX_LENGTH = 420;
    private static final double NEAR_THE_BEST = 0.8;
    private static final double HALF = 0.5;
    private static final double AS_GOOD = 0.95;

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
        return found(question, several ? Math.min(2, Terms.of(question).keys().size()) : 1, true);
    }

    /** @param least how many words a fact must share with the question */
    Optional<String> toPlain(String question, int least) {
        return found(question, least, true);
    }

    private Optional<String> to(String question, int least) {
        if (Sentences.isQuestion(Lexicon.normal(question))) {
            return found(question, least, false);
        }
        return found(question, least, false, FactChoice.withoutUnits(Terms.of(question)), true)
                .or(() -> found(question, least, false, FactChoice.moneyAndCodes(question), true));
    }

    private Optional<String> found(String question, int least, boolean narrow) {
        return found(question, least, narrow, Terms.of(question), false);
    }

    /**
     * What is known.
     *
     * @param wanted the words by which it is found
     * @param noted whether the answer stands below the name of the point
     */
    private Optional<String> found(String question, int least, boolean narrow, Terms wanted, boolean noted) {
        if (Phrases.isIdentityQuestion(question)) {
            return subject();
        }
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Double> records = new LinkedHashMap<>();
        Set<String> direct = new LinkedHashSet<>();
        List<Terms> exclusions = AskedPoint.exclusions(question);
        String name = noted ? Lexicon.normal(PointName.of(question)) : "";
        Map<String, List<Leaf>> members = new LinkedHashMap<>();
        for (Leaf leaf : context.evidence().knowledge().leaves()) {
            if (!mayTell(leaf, wanted) || !isAboutOne(leaf, exclusions, question)) {
                continue;
            }
            String record = record(leaf);
            members.computeIfAbsent(record, unused -> new ArrayList<>()).add(leaf);
            boolean exact = leaf.names().stream()
                    .anyMatch(one -> Lexicon.normal(TextFormat.spaced(one)).equals(name));
            double score = score(leaf, wanted) + (exact ? wanted.keys().size() : 0);
            records.merge(record, score, Math::max);
            if (leaf.statement().terms().shared(wanted) > 0) {
                direct.add(record);
            }
        }
        FactChoice choice = new FactChoice(question);
        if (noted && !choice.isAboutTwoDates() && !direct.isEmpty()) {
            // Values that have no word of the point themselves are about something else in a record of that name.
            records.keySet().retainAll(direct);
        }
        double best =
                records.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        // A record that says in its own words what it holds needs no others beside it.
        Set<Double> complete = new LinkedHashSet<>();
        List<String> answers = new ArrayList<>();
        records.forEach((record, score) -> {
            boolean near = score >= (narrow ? AS_GOOD : NEAR_THE_BEST) * best;
            boolean told = complete.contains(best) && score < best;
            if (score >= least && near && !told && answers.size() < (narrow ? MAX_FACTS - 1 : MAX_FACTS)) {
                List<Leaf> all = members.getOrDefault(record, List.of());
                if (all.stream().anyMatch(leaf -> leaf.name().equals("summary"))) {
                    complete.add(score);
                }
                List<Leaf> chosen = noted ? withEvent(choice.of(all, narrow), choice) : choice.of(all, narrow);
                answers.add(
                        noted
                                ? new NotedFact(
                                                context.phrases(),
                                                question,
                                                Sentences.numbered(context.newsText())
                                                        .contains(question))
                                        .of(chosen)
                                : new FactText(context.phrases(), question).of(chosen, wanted));
            }
        });
        for (String sentence : Sentences.of(context.role().person().situation())) {
            boolean fits =
                    Terms.of(sentence).shared(wanted) >= 2 && context.secrecy().mayTell(sentence);
            if (fits && Sentences.mood(sentence) == Mood.ASSERTION && answers.isEmpty()) {
                answers.add(TextFormat.withoutStop(sentence));
            }
        }
        if (narrow) {
            answers.removeIf(answer -> !isOfKind(question, answer));
        }
        return joined(new LinkedHashSet<>(answers));
    }

    /** Where two dates are asked for, with that of the event from another record. */
    private List<Leaf> withEvent(List<Leaf> chosen, FactChoice choice) {
        if (chosen.stream().anyMatch(choice::isEvent)) {
            return chosen;
        }
        List<Leaf> both = new ArrayList<>(chosen);
        context.evidence().knowledge().leaves().stream()
                .filter(leaf -> leaf.policy() == Policy.FREE && choice.isEvent(leaf))
                .findFirst()
                .ifPresent(both::add);
        return both;
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
            if (out.isEmpty()) {
                out.append(TextFormat.cut(answer, MAX_LENGTH));
            } else if (out.length() + answer.length() + 2 <= MAX_LENGTH) {
                out.append("; ").append(answer);
            }
        }
        return out.isEmpty() || out.toString().isBlank() ? Optional.empty() : Optional.of(out.toString());
    }

    private static double score(Leaf leaf, Terms wanted) {
        boolean age = wanted.shared(FactChoice.AGE) > 0 && leaf.statement().isBirth();
        double direct = leaf.statement().terms().shared(wanted) + (age ? 2 : 0);
        double path = Terms.of(String.join(" ", leaf.names()))
                .without(leaf.statement().terms())
                .shared(wanted);
        double around =
                leaf.statement().context().without(leaf.statement().terms()).shared(wanted);
        return direct + 0.8 * path + 0.4 * around;
    }

    /** Whether a value is about one of the exclusions that are asked about; any value where none are. */
    private static boolean isAboutOne(Leaf leaf, List<Terms> exclusions, String question) {
        Terms own = leaf.statement().terms();
        Terms all = own.and(Terms.of(String.join(" ", leaf.names())));
        // "Excluded causes" are answered by the cause, whatever it is.
        return exclusions.isEmpty()
                || Terms.of(leaf.name()).shared(Terms.of(PointName.of(question))) > 0
                || exclusions.stream().anyMatch(one -> one.shared(own) > 0 && one.coveredBy(all) >= HALF);
    }

    private static boolean mayTell(Leaf leaf, Terms wanted) {
        if (leaf.policy() == Policy.IF_ASKED) {
            return Terms.of(leaf.name()).shared(wanted) > 0;
        }
        return leaf.policy() == Policy.FREE;
    }

    /** The object that a value stands in; a list of plain values counts as one. */
    private static String record(Leaf leaf) {
        String parent = leaf.pointer().substring(0, leaf.pointer().lastIndexOf('/'));
        return parent.isEmpty() ? leaf.pointer() : parent;
    }
}
