package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.FieldText;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.SpokenText;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/**
 * Notes the values of a record below the name of a point, as people fill in a list: "45 lux", "valid until 31 March
 * 2027". A value's own name stands before it only where the point does not say it already.
 */
public final class NotedFact {
    /** "yes" and "no" need the name of what they are said of. */
    private static final int MAX_FLAG_LENGTH = 3;

    /** What the phrase for an event adds itself. */
    private static final Pattern PREPOSITION = Pattern.compile(" (?:on|at|am|el|le)$");

    private static final Pattern BARE = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern COUNTER = Pattern.compile("[\\d.,]+\\p{IsHan}{1,3}");

    private final Phrases phrases;
    private final SpokenText spoken;
    private final Terms point;
    private final boolean measured;
    private final String name;
    private final String question;

    /**
     * Notes for one point.
     *
     * @param question the point that is answered, or a part of it
     * @param whole whether it is the whole point, whose name stands before the notes
     */
    public NotedFact(Phrases phrases, String question, boolean whole) {
        this.name = Lexicon.normal(PointName.of(question));
        boolean elapsed =
                ConstraintParser.in(Lexicon.normal(question)).stream().anyMatch(Criterion.Elapsed.class::isInstance);
        this.measured = whole && !elapsed && !name.equals(Lexicon.normal(TextFormat.withoutStop(question)));
        this.question = question;
        Terms point = Terms.of(question);
        this.phrases = phrases;
        this.spoken = phrases.spoken();
        this.point = point;
    }

    /** The values in one line without a full stop. */
    public String of(List<Leaf> leaves) {
        for (Leaf leaf : leaves) {
            if (leaf.name().equals("summary")) {
                return spoken.polished(TextFormat.withoutStop(leaf.statement().text()));
            }
        }
        Map<String, List<Leaf>> byName = new LinkedHashMap<>();
        leaves.forEach(leaf ->
                byName.computeIfAbsent(leaf.name(), unused -> new ArrayList<>()).add(leaf));
        List<String> notes = new ArrayList<>();
        byName.forEach((name, same) -> {
            String label = FieldText.label(name, same.get(0).statement().text());
            String said = phrases.inSentence(label);
            boolean participle = phrases.fits("fact.participle", said)
                    && PREPOSITION.matcher(said).replaceFirst("").indexOf(' ') < 0;
            String own = participle ? TextFormat.uncapitalised(said) : said;
            notes.add(note(
                    same, notes.isEmpty() && byName.size() == 1 ? within(same.get(0), own) : own, byName.size() == 1));
        });
        return spoken.list(notes.stream().distinct().toList());
    }

    /** @param only whether it is the only value, which is enough alone where the point has its name */
    private String note(List<Leaf> same, String label, boolean only) {
        Leaf first = same.get(0);
        String name = first.name();
        boolean brief = measured && only;
        List<String> values =
                same.stream().map(leaf -> spoken.value(name, leaf.value())).toList();
        String text = TextFormat.withoutStop(first.statement().text());
        String value = same.size() == 1 && first.value() instanceof String ? spoken.text(text) : spoken.and(values);
        if (same.size() == 1 && first.value() instanceof Number) {
            value = withUnit(value, label);
        }
        String last = label.substring(label.lastIndexOf(' ') + 1);
        Terms words = Terms.of(label);
        boolean isDated = !first.statement().dates().isEmpty();
        if (isDated && phrases.fits("fact.participle", label)) {
            String event = PREPOSITION.matcher(label).replaceFirst("");
            String dated = phrases.always("fact.dated", event, value);
            return event.endsWith("dated")
                    ? event + " " + value
                    : dated.isEmpty() ? phrases.always("fact.happened", event, value) : dated;
        }
        if (phrases.isIn("fact.prepositions", last) && isDated) {
            return label + phrases.gap() + value;
        }
        boolean flag = first.value() instanceof Boolean || text.length() <= MAX_FLAG_LENGTH;
        boolean measure = words.shared(point) > 0 && hasDigit(value);
        boolean repeated = Terms.of(this.name).shared(Terms.of(text)) > 0;
        boolean said = !words.isEmpty()
                && ((brief && (words.coveredBy(point) == 1 || measure || repeated))
                        || Lexicon.normal(label).equals(this.name)
                        || words.coveredBy(Terms.of(text)) == 1);
        boolean generic = Lexicon.list("genericKey").is(Lexicon.normal(TextFormat.spaced(name)));
        return (said && (!flag || first.value() instanceof Number || hasDigit(value))) || generic
                ? value
                : phrases.always("fact.note", label, value);
    }

    /** A bare number in the unit that the question has, where no name says it: 58 to "年齢20歳以上" is 58歳. */
    private String withUnit(String value, String label) {
        String normal = Lexicon.normal(question);
        if (!BARE.matcher(value).matches() || normal.length() != question.length()) {
            return value;
        }
        Terms names = Terms.of(name + " " + label);
        List<Quantity> units = QuantityParser.in(normal);
        if (units.stream()
                        .map(Quantity::dimension)
                        .filter(unit -> !unit.isEmpty())
                        .distinct()
                        .count()
                != 1) {
            return value;
        }
        return units.stream()
                .filter(unit -> unit.isTime() || Lexicon.isMeasure(unit.dimension()) || isCounted(unit, normal))
                .map(unit -> question.substring(unit.start(), unit.end()))
                .filter(unit -> Terms.of(unit).shared(names) == 0)
                .map(unit -> BARE.matcher(unit).replaceFirst(Matcher.quoteReplacement(value)))
                .filter(written -> written.length() > value.length())
                .findFirst()
                .orElse(value);
    }

    /** Whether a number has a counter, as in 2台. */
    private static boolean isCounted(Quantity quantity, String normal) {
        return COUNTER.matcher(normal.substring(quantity.start(), quantity.end()))
                .matches();
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    /** The name of a value with that of its record, where the point has the record's name. */
    private String within(Leaf leaf, String label) {
        List<String> names = leaf.names();
        String parent = names.size() < 2 ? "" : TextFormat.human(names.get(names.size() - 2));
        Terms words = Terms.of(parent);
        boolean said = words.shared(Terms.of(label + " " + leaf.statement().text())) > 0;
        return measured || said || words.shared(point) == 0
                ? label
                : phrases.always("written.comma", phrases.inSentence(parent), label);
    }
}
