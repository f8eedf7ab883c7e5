package me.fhir.chitchat.rehearsal.arguments;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Finds a number for an argument: received, derived from others, or known. */
final class NumberValues {
    private final Evidence evidence;
    private final Set<Source> used;

    NumberValues(ArgumentSources sources) {
        this.evidence = sources.evidence();
        this.used = sources.used();
    }

    Optional<Object> find(List<String> path, ValueSchema limits) {
        String name = path.get(path.size() - 1);
        // What is claimed is not what is paid where a deductible is known.
        return DerivedValues.payout(name, evidence, used)
                .filter(limits::fits)
                .<Object>map(payout -> payout)
                .or(() -> received(name, limits));
    }

    private Optional<Object> received(String name, ValueSchema limits) {
        Quantity like = QuantityParser.named(name, BigDecimal.ONE);
        String spaced = TextFormat.spaced(name);
        Terms wanted = Terms.of(like.isBare() ? spaced : spaced.substring(0, Math.max(0, spaced.lastIndexOf(' '))));
        BigDecimal beyond = null;
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            for (Quantity quantity : statement.quantities()) {
                if (!isWanted(quantity, statement, like, wanted)) {
                    continue;
                }
                if (limits.fits(quantity.number())) {
                    used.add(statement.source());
                    return Optional.of(quantity.number());
                }
                beyond = quantity.number();
            }
        }
        Optional<Object> derived =
                DerivedValues.rate(name, evidence, used).filter(limits::fits).map(rate -> rate);
        if (derived.isPresent()) {
            return derived;
        }
        return beyond == null ? known(like, limits) : bound(beyond, limits);
    }

    /** A value of the own knowledge in the unit of the argument. */
    private Optional<Object> known(Quantity like, ValueSchema limits) {
        for (Leaf leaf : evidence.knowledge().leaves()) {
            for (Quantity quantity : leaf.statement().quantities()) {
                boolean unit = !like.isBare() && quantity.dimension().equals(like.dimension()) && !leaf.secret();
                boolean listed = leaf.pointer().matches(".*/\\d+(/.*)?");
                boolean value = !OwnValues.isCondition(leaf) && !OwnValues.isRate(leaf);
                if (unit && value && !listed && limits.fits(quantity.number())) {
                    used.add(leaf.statement().source());
                    return Optional.of(quantity.number());
                }
            }
        }
        return Optional.empty();
    }

    private boolean isWanted(Quantity quantity, Statement statement, Quantity like, Terms wanted) {
        boolean named = near(statement, quantity).shared(wanted) > 0;
        if (like.isBare()) {
            boolean counted = quantity.dimension().startsWith("#")
                    && wanted.keys().contains(quantity.dimension().substring(1));
            return counted
                    || (named && !quantity.isTime() && !quantity.dimension().equals("percent"));
        }
        if (quantity.isBare()) {
            return !statement.label().isEmpty()
                    && !wanted.isEmpty()
                    && wanted.coveredBy(Terms.of(statement.label())) >= 0.99;
        }
        boolean single = wanted.isEmpty()
                ? statement.isFact() && isSameUnit(quantity, like) && only(like.dimension())
                : !like.isTime() && only(like.dimension());
        return quantity.dimension().equals(like.dimension()) && (named || single);
    }

    /** Whether both are counted in days, or both in weeks. */
    private static boolean isSameUnit(Quantity one, Quantity other) {
        return one.amount().multiply(other.number()).compareTo(other.amount().multiply(one.number())) == 0;
    }

    /** The own bound that a wish goes beyond, when it is known. */
    private Optional<Object> bound(BigDecimal wish, ValueSchema limits) {
        BigDecimal high = limits.number("maximum");
        for (Leaf leaf : evidence.knowledge().leaves()) {
            boolean same = leaf.value() instanceof Number number
                    && high != null
                    && wish.compareTo(high) > 0
                    && new BigDecimal(number.toString()).compareTo(high) == 0;
            if (same) {
                used.add(leaf.statement().source());
                return Optional.of(leaf.value());
            }
        }
        return Optional.empty();
    }

    private boolean only(String dimension) {
        return evidence.received().stream()
                        .flatMap(statement -> statement.quantities().stream())
                        .filter(quantity -> quantity.dimension().equals(dimension))
                        .map(Quantity::number)
                        .distinct()
                        .count()
                == 1;
    }

    private static Terms near(Statement statement, Quantity quantity) {
        if (!statement.label().isEmpty()) {
            return statement.all();
        }
        int from = Math.max(0, quantity.start() - 45);
        int to = Math.min(statement.normal().length(), quantity.end() + 30);
        return Terms.of(statement.normal().substring(Math.min(from, to), to));
    }
}
