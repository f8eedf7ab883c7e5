package me.fhir.chitchat.rehearsal.criteria;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.arguments.DerivedValues;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.From;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Reads rules that are numbers, such as {@code minAge} or "three times the rent". */
final class NumberRules {
    private static final Pattern TIMES = Pattern.compile(
            "(\\d+(?:\\.\\d+)?|\\p{L}+)[\\s-]?(?:x|times|fache[ns]?|mal|veces|fois|倍)(?![\\p{L}])\\s*(.*)");

    /** Time to claim something runs from the event, not from the claim. */
    private static final Terms CLAIMS = Terms.of(
            "return refund claim report notice exchange complaint Rückgabe Meldung Widerruf devolución reclamación retour déclaration 返品");

    private static final Terms EVENTS = Terms.of(
            "delivered purchased bought ordered invoice incident loss damage accident geliefert gekauft Lieferung Kauf entrega compra livré acheté livraison achat 購入 納品");

    private NumberRules() {}

    static Optional<Criterion> number(Leaf leaf, String name, Number number) {
        List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
        boolean least = words.removeIf(word -> Lexicon.list("minKey").is(word));
        boolean most = words.removeIf(word -> Lexicon.list("maxKey").is(word));
        boolean window = words.removeIf(word -> Lexicon.list("windowKey").is(word));
        if (words.isEmpty() || Lexicon.unit(String.join("", words)) != null) {
            if (leaf.names().size() > 1) {
                words.add(
                        0,
                        Lexicon.normal(
                                TextFormat.spaced(leaf.names().get(leaf.names().size() - 2))));
            }
        }
        String label = String.join(" ", words);
        BigDecimal exact = new BigDecimal(number.toString());
        Quantity quantity = QuantityParser.named(leaf.name(), exact);
        String shown = exact.toPlainString();
        String topic = unitless(words);
        Terms terms = Terms.of(topic.isBlank() ? label : topic);
        if (window && (quantity.isTime() || quantity.isBare())) {
            String unit = quantity.isTime() ? "" : " days";
            BigDecimal days = ConstraintParser.days(quantity);
            return Optional.of(Criterion.of(
                    leaf,
                    TextFormat.capitalised(label) + ": ≤ " + shown + unit,
                    terms.shared(CLAIMS) > 0 ? EVENTS : terms,
                    new Criterion.Recent(days)));
        }
        String title = TextFormat.capitalised(topic.isBlank() ? label : topic);
        String amount = shown + (topic.isBlank() ? "" : unit(words));
        if (least) {
            return Optional.of(Criterion.of(leaf, title + ": ≥ " + amount, terms, new Bound(quantity, null)));
        }
        return most
                ? Optional.of(Criterion.of(
                        leaf, title + ": ≤ " + amount, DerivedValues.claimed(terms), new Bound(null, quantity)))
                : Optional.empty();
    }

    /** The unit that a name ends in, as it is written behind a number. */
    private static String unit(List<String> words) {
        String last = words.get(words.size() - 1);
        Lexicon.Unit unit = Lexicon.unit(last);
        if (unit == null) {
            return "";
        }
        return " " + (unit.dimension().length() == 3 ? last.toUpperCase(Locale.ROOT) : last);
    }

    private static String unitless(List<String> words) {
        return String.join(
                " ", words.stream().filter(word -> Lexicon.unit(word) == null).toList());
    }

    /** "Three times the rent" with a rent that is known. */
    static Optional<Criterion> factor(Leaf leaf, String value, Knowledge knowledge) {
        Matcher times = TIMES.matcher(Lexicon.normal(value));
        if (!times.find()) {
            return Optional.empty();
        }
        Integer word = Lexicon.number(times.group(1));
        BigDecimal by;
        try {
            by = word == null ? new BigDecimal(times.group(1)) : BigDecimal.valueOf(word);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        Terms base = Terms.of(times.group(2));
        for (Leaf other : knowledge.leaves()) {
            List<Quantity> quantities = other.statement().quantities();
            if (!other.equals(leaf) && Terms.of(other.name()).shared(base) > 0 && quantities.size() == 1) {
                Quantity one = quantities.get(0);
                Quantity least = new Quantity(
                        one.dimension(), one.amount().multiply(by), one.number().multiply(by), one.period(), 0, 0);
                String title = TextFormat.human(leaf.name()) + ": " + value + " (≥ "
                        + least.number().toPlainString() + ")";
                return Optional.of(new Criterion(
                        title,
                        Lexicon.normal(value),
                        List.of(Terms.of(leaf.name())),
                        List.of(new Bound(least, null)),
                        From.ANY,
                        leaf.statement().source()));
            }
        }
        return Optional.empty();
    }
}
