package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.rehearsal.criteria.FactChoice;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules.Policy;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.AskedPoint;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Finds the records of what a role knows that answer a question. */
final class RecordSearch {
    private static final int MAX_RECORDS = 3;

    /** Shares of the best score that make a record worth telling, when the record around is told and when it is not. */
    private static final double NEAR_THE_BEST = 0.8;

    private static final double AS_GOOD = 0.95;
    private static final double HALF = 0.5;

    /**
     * What is looked for.
     *
     * @param wanted the words by which a record is found
     * @param least how many of them it must have
     * @param narrow whether only what is asked for is told, not the record around it
     * @param noted whether the answer stands below the name of the point
     */
    record Search(String question, Terms wanted, int least, boolean narrow, boolean noted) {
        private int most() {
            return narrow ? MAX_RECORDS - 1 : MAX_RECORDS;
        }
    }

    private final List<Leaf> leaves;
    private final Search search;
    private final FactChoice choice;

    /** The values of each record that fits at all, in the order of the knowledge. */
    private final Map<String, List<Leaf>> members = new LinkedHashMap<>();

    /** How well each of them fits. */
    private final Map<String, Double> scores = new LinkedHashMap<>();

    RecordSearch(List<Leaf> leaves, Search search) {
        this.leaves = leaves;
        this.search = search;
        this.choice = new FactChoice(search.question());
    }

    /** The values to tell of each record, in the order of the knowledge. */
    List<List<Leaf>> records() {
        rank();
        double best =
                scores.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        // A record that says in its own words what it holds needs no others beside it.
        boolean complete = false;
        List<List<Leaf>> found = new ArrayList<>();
        for (Map.Entry<String, Double> record : scores.entrySet()) {
            double score = record.getValue();
            boolean near = score >= (search.narrow() ? AS_GOOD : NEAR_THE_BEST) * best;
            if (score < search.least() || !near || (complete && score < best) || found.size() >= search.most()) {
                continue;
            }
            List<Leaf> all = members.getOrDefault(record.getKey(), List.of());
            complete |=
                    score == best && all.stream().anyMatch(leaf -> leaf.name().equals("summary"));
            List<Leaf> chosen = choice.of(all, search.narrow());
            found.add(search.noted() ? withEvent(chosen) : chosen);
        }
        return found;
    }

    private void rank() {
        List<Terms> exclusions = AskedPoint.exclusions(search.question());
        String name = search.noted() ? Lexicon.normal(PointName.of(search.question())) : "";
        Set<String> direct = new LinkedHashSet<>();
        for (Leaf leaf : leaves) {
            if (!mayTell(leaf, search.wanted()) || !isAboutOne(leaf, exclusions, search.question())) {
                continue;
            }
            String record = record(leaf);
            members.computeIfAbsent(record, unused -> new ArrayList<>()).add(leaf);
            boolean exact = leaf.names().stream()
                    .anyMatch(one -> Lexicon.normal(TextFormat.spaced(one)).equals(name));
            double score = score(leaf, search.wanted())
                    + (exact ? search.wanted().keys().size() : 0);
            scores.merge(record, score, Math::max);
            if (leaf.statement().terms().shared(search.wanted()) > 0) {
                direct.add(record);
            }
        }
        if (search.noted() && !choice.isAboutTwoDates() && !direct.isEmpty()) {
            // Values that have no word of the point themselves are about something else in a record of that name.
            scores.keySet().retainAll(direct);
        }
    }

    /** Where two dates are asked for, with that of the event from another record. */
    private List<Leaf> withEvent(List<Leaf> chosen) {
        if (chosen.stream().anyMatch(choice::isEvent)) {
            return chosen;
        }
        List<Leaf> both = new ArrayList<>(chosen);
        leaves.stream()
                .filter(leaf -> leaf.policy() == Policy.FREE && choice.isEvent(leaf))
                .findFirst()
                .ifPresent(both::add);
        return both;
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
