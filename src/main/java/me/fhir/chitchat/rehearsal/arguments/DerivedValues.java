package me.fhir.chitchat.rehearsal.arguments;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Works values out from others: a rate times a base, an amount without the deductible, a date plus a duration. */
public final class DerivedValues {
    private static final Terms DEDUCTIBLE =
            Terms.of("deductible excess Selbstbeteiligung Selbstbehalt franquicia franchise 免責額");
    private static final Terms PAYOUT = Terms.of(
            "payout payment compensation amount settlement refund reimbursement Auszahlung Betrag Zahlung indemnización importe indemnité montant 支払額 金額 total price cost");
    private static final Terms CLAIMED = Terms.of(
            "claim claimed amount repair damage cost invoice estimate loss Schaden Schadenshöhe Rechnung Kosten Reparatur daño factura coste reparación devis facture coût réparation 修理 損害");
    private static final Terms CAP =
            Terms.of("max maximum limit cap sum insured Höchst Versicherungssumme suma plafond");
    private static final Terms END = Terms.of("until through end expiry expires bis hasta jusqu fin");
    private static final Terms LASTS =
            Terms.of("valid validity duration period term Dauer Laufzeit Gültigkeit validez duración durée validité");

    private DerivedValues() {}

    /** A cap on what is paid is compared with what is claimed. */
    public static Terms claimed(Terms capped) {
        return capped.shared(PAYOUT) > 0 ? capped.and(CLAIMED) : capped;
    }

    /** What is claimed less a deductible, up to a cap that is known. */
    static Optional<BigDecimal> payout(String name, Evidence evidence, Set<Source> used) {
        if (Terms.of(name).shared(PAYOUT) == 0) {
            return Optional.empty();
        }
        Optional<Leaf> deductible = leaf(evidence, DEDUCTIBLE);
        if (deductible.isEmpty()) {
            return Optional.empty();
        }
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            if (!statement.isFact() || statement.all().shared(CLAIMED) == 0) {
                continue;
            }
            for (Quantity quantity : statement.quantities()) {
                boolean money = quantity.dimension().length() == 3
                        || (quantity.isBare() && !statement.label().isEmpty());
                if (money) {
                    BigDecimal off =
                            deductible.get().statement().quantities().get(0).number();
                    BigDecimal rest = quantity.number().subtract(off);
                    used.add(statement.source());
                    used.add(deductible.get().statement().source());
                    Optional<Leaf> cap = leaf(evidence, CAP);
                    BigDecimal most = cap.map(
                                    leaf -> leaf.statement().quantities().get(0).number())
                            .orElse(rest);
                    return rest.signum() <= 0 ? Optional.empty() : Optional.of(rest.min(most));
                }
            }
        }
        return Optional.empty();
    }

    /** A rate per unit, such as {@code perKm}, times as many units as were named. */
    static Optional<BigDecimal> rate(String name, Evidence evidence, Set<Source> used) {
        if (Terms.of(name).shared(PAYOUT) == 0) {
            return Optional.empty();
        }
        for (Leaf leaf : evidence.knowledge().leaves()) {
            List<String> words =
                    List.of(Lexicon.normal(TextFormat.spaced(leaf.name())).split(" ", -1));
            int per = words.indexOf("per") < 0 ? words.indexOf("pro") : words.indexOf("per");
            if (per < 0 || per + 1 >= words.size() || !(leaf.value() instanceof Number rate)) {
                continue;
            }
            Quantity unit = QuantityParser.named(words.get(per + 1), BigDecimal.ONE);
            for (Statement statement : evidence.received()) {
                for (Quantity quantity : statement.quantities()) {
                    boolean same = unit.isBare()
                            ? quantity.dimension().equals("#" + Lexicon.key(Lexicon.stem(words.get(per + 1))))
                            : quantity.dimension().equals(unit.dimension()) && statement.isFact();
                    if (same) {
                        used.add(statement.source());
                        used.add(leaf.statement().source());
                        BigDecimal units = unit.isBare()
                                ? quantity.number()
                                : quantity.amount().divide(unit.amount(), MathContext.DECIMAL64);
                        return Optional.of(
                                new BigDecimal(rate.toString()).multiply(units).stripTrailingZeros());
                    }
                }
            }
        }
        return Optional.empty();
    }

    static Optional<LocalDate> date(String name, Evidence evidence, Set<Source> used) {
        if (Terms.of(name).shared(END) == 0 && !Lexicon.normal(name).contains("until")) {
            return Optional.empty();
        }
        for (Leaf leaf : evidence.knowledge().leaves()) {
            List<Quantity> times = leaf.statement().quantities().stream()
                    .filter(Quantity::isTime)
                    .toList();
            boolean lasts = Terms.of(leaf.name()).shared(LASTS) > 0
                    || (leaf.value() instanceof String text && Terms.of(text).shared(LASTS) > 0);
            if (!lasts || times.size() != 1 || leaf.secret()) {
                continue;
            }
            for (Leaf start : evidence.knowledge().leaves()) {
                String named = Lexicon.normal(start.name());
                boolean from = (Lexicon.list("validityStart").is(named)
                                || Terms.of(start.name()).shared(Terms.of("start begin from validfrom issue")) > 0)
                        && start.statement().dates().size() == 1;
                if (from) {
                    used.add(leaf.statement().source());
                    used.add(start.statement().source());
                    return Optional.of(plus(start.statement().dates().get(0).date(), times.get(0)));
                }
            }
        }
        return Optional.empty();
    }

    static LocalDate plus(LocalDate from, Quantity time) {
        long days = time.amount().longValue();
        if (days >= 28 && time.amount().compareTo(time.number()) != 0) {
            return from.plusMonths(Math.round(time.amount().doubleValue() / 30.4375));
        }
        return from.plusDays(days);
    }

    private static Optional<Leaf> leaf(Evidence evidence, Terms words) {
        return evidence.knowledge().leaves().stream()
                .filter(leaf -> Terms.of(leaf.name()).shared(words) > 0
                        && leaf.statement().quantities().size() == 1
                        && !leaf.secret())
                .findFirst();
    }
}
