package me.fhir.chitchat.rehearsal.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.FieldText;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.SpokenText;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Says the values of a record in clauses with a verb, such as "the cause is a burst pipe". */
public final class FactText {
    private static final Pattern ROW = Pattern.compile(".*/\\d+/[^/]+");
    private static final int MAX_HEAD_LENGTH = 60;
    private static final int WORDS_OF_A_SENTENCE = 7;

    private final Phrases phrases;
    private final SpokenText spoken;
    private final String question;

    /** @param question what is answered */
    public FactText(Phrases phrases, String question) {
        this.phrases = phrases;
        this.question = question;
        this.spoken = phrases.spoken();
    }

    /** The values in one sentence without its full stop. */
    public String of(List<Leaf> leaves, Terms wanted) {
        for (Leaf leaf : leaves) {
            if (leaf.name().equals("summary")) {
                return spoken.polished(TextFormat.withoutStop(leaf.statement().text()));
            }
        }
        Optional<Leaf> head = head(leaves);
        Map<String, List<Leaf>> byName = new LinkedHashMap<>();
        for (Leaf leaf : leaves) {
            if (!leaf.equals(head.orElse(null))) {
                byName.computeIfAbsent(leaf.name(), unused -> new ArrayList<>()).add(leaf);
            }
        }
        List<String> values = new ArrayList<>();
        List<String> clauses = new ArrayList<>();
        byName.forEach((name, same) -> say(name, same, wanted, values, clauses));
        if (!values.isEmpty()) {
            clauses.add(0, spoken.and(values));
        }
        String joined = head.isPresent() ? spoken.list(clauses) : spoken.clauses(clauses);
        String said = phrases.fits("fact.finished", joined) ? joined : phrases.always("fact.sentence", joined);
        String subject =
                head.map(leaf -> spoken.value(leaf.name(), leaf.value())).orElseGet(() -> parent(leaves, wanted));
        return subject.isEmpty() ? said : phrases.always("fact.of", subject, said);
    }

    /** What a row of a table is about: its first short text. */
    private static Optional<Leaf> head(List<Leaf> leaves) {
        return leaves.stream()
                .filter(leaf -> leaves.size() > 1 && ROW.matcher(leaf.pointer()).matches())
                .filter(leaf -> leaf.value() instanceof String text
                        && text.length() <= MAX_HEAD_LENGTH
                        && !CaseIdentity.identifies(leaf)
                        && !hasDigit(text))
                .findFirst();
    }

    /** Values of one name, and the words in which they are said. */
    private record Named(String name, List<Leaf> leaves, String label, String plain, String value) {
        Leaf first() {
            return leaves.get(0);
        }

        boolean isOne() {
            return leaves.size() == 1;
        }

        boolean isNumber() {
            return first().value() instanceof Number;
        }

        boolean isYesOrNo() {
            String normal = Lexicon.normal(plain);
            return first().value() instanceof Boolean
                    || Lexicon.list("negative").is(normal)
                    || Lexicon.list("affirmative").is(normal);
        }

        /** Whether the value says its name itself, or only a part of it is told. */
        boolean standsAlone() {
            String full = TextFormat.withoutStop(first().statement().text());
            boolean part = isOne() && !plain.equals(full);
            boolean repeats = Terms.of(name).coveredBy(Terms.of(plain)) == 1
                    && !Terms.of(name).isEmpty();
            return part || (repeats && !Lexicon.list("negator").starts(Lexicon.normal(plain)));
        }
    }

    private void say(String name, List<Leaf> same, Terms wanted, List<String> values, List<String> clauses) {
        Leaf first = same.get(0);
        String plain = asked(TextFormat.withoutStop(first.statement().text()), wanted);
        List<String> told =
                same.stream().map(leaf -> spoken.value(name, leaf.value())).toList();
        String value = same.size() == 1 && first.value() instanceof String ? spoken.text(plain) : spoken.and(told);
        Named named = new Named(name, same, label(name, plain), plain, value);
        String existing = phrases.existence(named.label(), plain);
        if (!existing.isEmpty() && named.isOne()) {
            clauses.add(existing);
        } else if (!(named.isNumber() && sayNumber(named, values, clauses))) {
            sayText(named, values, clauses);
        }
    }

    /** Whether the language has a form of its own for such a number, in which it was then said. */
    private boolean sayNumber(Named named, List<String> values, List<String> clauses) {
        String label = named.label();
        String measured = named.value() + phrases.gap() + label;
        if (named.isOne() && isCounted(label)) {
            return clauses.add(phrases.always("fact.counted", measured));
        }
        if (named.isOne() && !phrases.always("fact.number").isEmpty() && isMany(label) && !hasLetter(named.value())) {
            return values.add(phrases.always("fact.number", label, named.value()));
        }
        if (Lexicon.unit(Lexicon.normal(named.name())) != null) {
            return clauses.add(phrases.always("fact.measure", measured));
        }
        return Lexicon.unit(Lexicon.normal(label.split(" ", 2)[0])) != null
                && clauses.add(phrases.always("fact.bare", measured));
    }

    private void sayText(Named named, List<String> values, List<String> clauses) {
        String label = named.label();
        String plain = named.plain();
        String value = named.value();
        if (!named.first().statement().dates().isEmpty() && phrases.fits("fact.participle", label)) {
            values.add(happened(withoutPreposition(label), value));
        } else if (named.isYesOrNo()) {
            clauses.add(phrases.always("fact.flag", label, value));
        } else if (phrases.isIn("fact.prepositions", label.substring(label.lastIndexOf(' ') + 1))) {
            String last = values.isEmpty() ? "" : values.remove(values.size() - 1) + phrases.gap();
            values.add(last + label + phrases.gap() + value);
        } else if (named.isOne() && !hasDigit(plain) && phrases.fits("fact.loose", plain)) {
            clauses.add(phrases.always("fact.noted", label, value));
        } else if (named.standsAlone()) {
            clauses.add(phrases.always("fact.bare", value));
        } else if (plain.split(" ", -1).length >= WORDS_OF_A_SENTENCE && named.isOne()) {
            boolean whole = Character.isUpperCase(plain.codePointAt(0)) && plain.indexOf(", ") < 0;
            clauses.add(whole ? value : phrases.always("fact.noted", label, value));
        } else if (!hasDigit(value) && named.first().value() instanceof String) {
            String text = phrases.always("fact.text", label, value, verb(label));
            boolean alike = text.equals(phrases.always("fact.first", label, value, verb(label)));
            (alike ? values : clauses).add(text);
        } else {
            values.add(phrases.always(values.isEmpty() ? "fact.first" : "fact.next", label, value, verb(label)));
        }
    }

    /** "it was issued on" that day; what has a noun of its own, such as "return requested", needs no other subject. */
    private String happened(String event, String day) {
        String[] words = event.split(" ", 2);
        boolean verb = words.length < 2 || (words[1].indexOf(' ') < 0 && phrases.isIn("fact.adverbs", words[0]));
        String dated = verb ? "" : phrases.always("fact.dated", event, day);
        return dated.isEmpty() ? phrases.always("fact.happened", event, day) : dated;
    }

    /** The verb that fits a name, where the language tells one from many. */
    private String verb(String label) {
        return phrases.always(isMany(label) ? "fact.are" : "fact.is");
    }

    private static boolean isMany(String label) {
        return label.matches(".*[^siu]s");
    }

    /** Whether the question has a number of the same things: "no more than 10 drums". */
    private boolean isCounted(String label) {
        String counted = Pattern.quote(Lexicon.normal(label));
        return Pattern.compile("\\d[\\s\u00a0]+" + counted + "(?!\\p{L})")
                .matcher(Lexicon.normal(question))
                .find();
    }

    /** Of a text with several parts those that a question is about. */
    private static String asked(String text, Terms wanted) {
        String[] parts = text.split(";\\s+", -1);
        List<String> fitting = List.of(parts).stream()
                .filter(part -> Terms.of(part).shared(wanted) > 0)
                .toList();
        return parts.length < 2 || fitting.isEmpty() ? text : String.join("; ", fitting);
    }

    private static boolean hasLetter(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    /** "reported on" with a date behind it has its preposition from the phrase. */
    private String withoutPreposition(String label) {
        int space = label.lastIndexOf(' ');
        return space > 0 && phrases.isIn("fact.prepositions", label.substring(space + 1))
                ? label.substring(0, space)
                : label;
    }

    private String label(String name, String value) {
        return phrases.inSentence(FieldText.label(name, value));
    }

    /** What the values stand in, when the question is about it and they do not say so themselves. */
    private String parent(List<Leaf> leaves, Terms wanted) {
        List<String> names = leaves.isEmpty() ? List.of() : leaves.get(0).names();
        if (names.size() < 2) {
            return "";
        }
        String parent = names.get(names.size() - 2);
        boolean said = leaves.stream().anyMatch(leaf -> leaf.statement().terms().shared(Terms.of(parent)) > 0);
        String label = TextFormat.human(parent);
        boolean apart = Terms.of(parent).shared(wanted) > 0 && !said;
        return !apart
                ? ""
                : phrases.capitalisesNouns() ? label : phrases.always("fact.parent", TextFormat.uncapitalised(label));
    }
}
