package me.fhir.chitchat.rehearsal.criteria;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.From;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Collects the points that a decision depends on from what the knowledge demands. */
public final class CriteriaReader {
    private static final int MAX = 40;

    private final Knowledge knowledge;

    private final List<Criterion> found = new ArrayList<>();

    private final Map<String, List<Leaf>> ranges = new LinkedHashMap<>();

    private final Set<String> outputs;

    private final Map<String, List<Leaf>> byParent;

    private CriteriaReader(Knowledge knowledge, Set<String> outputs) {
        this.knowledge = knowledge;
        this.outputs = outputs;
        this.byParent = knowledge.leaves().stream().collect(Collectors.groupingBy(Knowledge::parent));
    }

    /**
     * What the knowledge demands.
     *
     * @param outputs names of values that a decision hands out, such as a permit's last day: they are no conditions
     */
    public static List<Criterion> of(Knowledge knowledge, Set<String> outputs) {
        CriteriaReader reader = new CriteriaReader(knowledge, outputs);
        for (Leaf leaf : knowledge.leaves()) {
            if (reader.found.size() < MAX && !leaf.secret()) {
                reader.read(leaf);
            }
        }
        reader.ranges.values().forEach(reader::range);
        return List.copyOf(reader.found);
    }

    private void read(Leaf leaf) {
        boolean standing = Lexicon.list("statusKey").is(Lexicon.normal(TextFormat.spaced(leaf.name())))
                && !RuleParser.isRule(leaf.statement().text());
        if (!leaf.rule() || standing) {
            StandingFacts.of(leaf).ifPresent(found::add);
            return;
        }
        String name = Lexicon.normal(TextFormat.spaced(leaf.name()));
        String compact = name.replace(" ", "");
        if (name.equals("summary") || name.equals("id") || outputs.contains(compact)) {
            return;
        }
        if (leaf.value() instanceof Boolean yes) {
            switchRule(leaf, name, yes);
        } else if (validity(leaf, compact)) {
            ranges.computeIfAbsent(Knowledge.parent(leaf), unused -> new ArrayList<>())
                    .add(leaf);
        } else if (leaf.value() instanceof Number number) {
            NumberRules.number(leaf, name, number).ifPresent(found::add);
        } else {
            found.addAll(text(leaf, name, compact));
        }
    }

    private List<Criterion> text(Leaf leaf, String name, String compact) {
        List<Criterion> known = TextRules.of(leaf, name, compact, knowledge);
        Optional<ConditionEntry> entry = ConditionEntry.of(leaf, byParent);
        if (entry.isEmpty() || Lexicon.list("procedureKey").isIn(name)) {
            return known;
        }
        if (!entry.get().last()) {
            return List.of();
        }
        List<Criterion> points = TextRules.of(leaf, entry.get());
        return points.isEmpty() ? known : points;
    }

    private static boolean validity(Leaf leaf, String compact) {
        return !leaf.statement().dates().isEmpty()
                && (Lexicon.list("validityStart").is(compact)
                        || Lexicon.list("validityEnd").is(compact));
    }

    /** A period of validity: what is at stake must have happened in it. */
    private void range(List<Leaf> leaves) {
        LocalDate from = null;
        LocalDate to = null;
        for (Leaf leaf : leaves) {
            LocalDate date = leaf.statement().dates().get(0).date();
            if (Lexicon.list("validityStart")
                    .is(Lexicon.normal(TextFormat.spaced(leaf.name())).replace(" ", ""))) {
                from = date;
            } else {
                to = date;
            }
        }
        if (from == null || to == null) {
            // One bound alone, such as a policy's date of issue, says nothing about the case.
            return;
        }
        Leaf first = leaves.get(0);
        String title =
                TextFormat.human(
                                first.names().size() > 1
                                        ? first.names().get(first.names().size() - 2)
                                        : first.name()) + ": " + from + " – " + to;
        found.add(new Criterion(
                title,
                "",
                List.of(Terms.of(
                        "incident loss damage accident event service date Schaden Schadentag siniestro sinistre")),
                List.of(new Criterion.Between(from, to)),
                From.ANY,
                first.statement().source()));
    }

    private void switchRule(Leaf leaf, String name, boolean yes) {
        boolean allowed = Lexicon.list("listOne").isIn(name);
        String topic = name.replaceAll(
                        "\\b(required|requires|allowed|accepted|permitted|needed|needs|must|is|are|erforderlich|erlaubt|nötig|pflicht|requerido|requis|obligatoire)\\b",
                        "")
                .strip();
        if (topic.isEmpty()) {
            return;
        }
        if (allowed && !yes) {
            found.add(new Criterion(
                    TextFormat.capitalised(topic) + ": –",
                    "",
                    List.of(Terms.of(topic)),
                    List.of(new Criterion.NoneOf(List.of(topic), Terms.NONE)),
                    From.RECEIVED,
                    leaf.statement().source()));
        } else if (yes && Lexicon.list("requiredKey").isIn(name)) {
            found.add(new Criterion(
                    TextFormat.capitalised(topic),
                    topic,
                    List.of(Terms.of(topic)),
                    List.of(),
                    From.ANY,
                    leaf.statement().source()));
        }
    }
}
