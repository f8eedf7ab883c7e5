package me.fhir.chitchat.rehearsal.criteria;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.TimeSpan;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.criteria.Findings.Finding;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.language.Certainty;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.jspecify.annotations.Nullable;

/** Compares the numbers of a criterion with what is known. */
final class NumberCheck {
    private static final Pattern CLAUSE = Pattern.compile("[,;]| (?:and|und|y|et) ");

    private final CriterionFacts facts;

    NumberCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    List<Finding> numbers(Bound bound) {
        List<Finding> findings = new ArrayList<>();
        Quantity like = bound.least() == null ? bound.most() : bound.least();
        if (like == null) {
            return findings;
        }
        Bound limit = inItsTime(bound);
        for (Scored scored : facts.relevant()) {
            if (isDenied(scored.statement())) {
                continue;
            }
            if (bound.least() != null && isRequest(scored.statement())) {
                continue;
            }
            List<Quantity> comparable =
                    CriterionFacts.isNamed(scored) && !scored.statement().isBirth()
                            ? scored.statement().quantities()
                            : ofSubject(scored.statement(), new Measurements(facts).of(scored.statement(), like));
            if (comparable.isEmpty() && bound.least() == null && saysNone(scored.statement(), like)) {
                comparable = List.of(Quantity.plain(BigDecimal.ZERO));
            }
            fulfils(scored.statement(), comparable, limit)
                    .ifPresent(holds -> findings.add(new Finding(scored, holds, age(scored.statement()))));
        }
        return findings;
    }

    /** Whether one of the figures is within the limit; empty when none is for certain within it or beyond it. */
    static Optional<Boolean> fulfils(Statement statement, List<Quantity> figures, Bound limit) {
        List<Boolean> certain = StatedRange.of(statement, figures).stream()
                .flatMap(range -> range.within(limit).stream())
                .toList();
        return certain.isEmpty() ? Optional.empty() : Optional.of(certain.contains(true));
    }

    /** The limit over the time that the title names: "income of at most 40,000 a year". */
    Bound inItsTime(Bound bound) {
        String period = QuantityParser.period(Lexicon.normal(facts.criterion().title()));
        return new Bound(inTime(bound.least(), period), inTime(bound.most(), period));
    }

    private static @Nullable Quantity inTime(@Nullable Quantity limit, String period) {
        return limit == null || !limit.period().isEmpty() ? limit : limit.over(period);
    }

    /** Whether a statement says that its figure is not so, or no longer. */
    boolean isDenied(Statement statement) {
        return Certainty.isUntrue(statement.normal())
                || facts.isVoid(statement)
                || facts.accomplishment().isOfLimit(statement)
                || (statement.source().received() && Antonyms.opposes(facts.criterion(), statement));
    }

    /** Whether a statement says that there is none of what is counted: "no broken wires". */
    private static boolean saysNone(Statement statement, Quantity like) {
        if (!like.dimension().startsWith("#")) {
            return false;
        }
        Matcher none = Lexicon.list("noneOf").matcher(statement.normal());
        while (none.find()) {
            String[] after = statement.normal().substring(none.end()).strip().split("[^\\p{L}]+", 3);
            for (int i = 0; i < Math.min(2, after.length); i++) {
                if (like.dimension().equals("#" + Lexicon.key(Lexicon.stem(after[i])))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The time since a birthday, by which an age is told; null for other statements. */
    private @Nullable TimeSpan age(Statement statement) {
        boolean birth = statement.isBirth() && statement.dates().size() == 1;
        return birth
                ? new TimeSpan(statement.dates().get(0).date(), facts.evidence().today())
                : null;
    }

    /** Whether a sentence only says what is wanted: who asks for twelve more sessions has not had twelve. */
    private static boolean isRequest(Statement statement) {
        return statement.label().isEmpty()
                && (statement.mood() == Statement.Mood.REQUEST
                        || Lexicon.list("requesting").isIn(statement.normal()));
    }

    /** Whether a clause has the sum of what stands before; "the other luggage together" is one of something else. */
    private static boolean isTotal(String clause, Terms subject) {
        Matcher total = Lexicon.list("inTotal").matcher(clause);
        return total.find()
                && (Terms.of(clause).shared(subject) > 0
                        || CriterionFacts.withoutFigures(Terms.of(total.replaceAll(" ")))
                                .isEmpty());
    }

    /** Of several figures in one sentence those in the clauses that have most to do with what is asked for. */
    private List<Quantity> ofSubject(Statement statement, List<Quantity> quantities) {
        boolean range = quantities.size() == 2
                && quantities.get(1).end() <= statement.normal().length()
                && quantities.get(1).start() >= quantities.get(0).end()
                && Ranges.isRange(statement.normal(), quantities.get(0), quantities.get(1));
        if (quantities.size() < 2 || range) {
            return quantities;
        }
        Terms subject = facts.required().isEmpty() ? facts.topic() : facts.required();
        List<Quantity> near = new ArrayList<>();
        int most = 1;
        int end = 0;
        for (String clause : CLAUSE.split(statement.normal(), -1)) {
            int from = statement.normal().indexOf(clause, end);
            int to = from + clause.length();
            end = to;
            // "7 kg and 1.5 kg, so 8.5 kg together" is 8.5 kg.
            int shared = isTotal(clause, subject)
                    ? Integer.MAX_VALUE
                    : Terms.of(clause).shared(subject);
            if (shared > most) {
                near.clear();
                most = shared;
            }
            if (shared == most) {
                quantities.stream()
                        .filter(quantity -> quantity.start() >= from && quantity.end() <= to)
                        .forEach(near::add);
            }
        }
        return near.isEmpty() ? quantities : near;
    }
}
