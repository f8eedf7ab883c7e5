package me.fhir.chitchat.rehearsal.arguments;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.jspecify.annotations.Nullable;

/** Calculates a value as a sentence of the own knowledge says: "the rent is the rate per square metre times the area". */
final class RuleArithmetic {
    private static final Pattern PERCENT_OF = Pattern.compile(
            "(?:\\p{L}{2,3}\\s)?(\\d+(?:[.,]\\d+)?)\\s?(?:%|percent|prozent|por ciento|pour cent)\\s+(?:of|von|vom|der|des|de|del|du)\\s(.+)");
    /** The base stands before the rate: 評価額の10%. */
    private static final Pattern OF_PERCENT = Pattern.compile("(\\S+)の(\\d+(?:\\.\\d+)?)\\s?(?:%|パーセント).*");

    /** How a description says what its value is made from: "fee in pounds: days times fee per day", "deposit (20 % of it)". */
    private static final Pattern DESCRIBED = Pattern.compile("[^:：(=]{2,80}+[:：(=]\\s*+([^()]{3,160}+)\\)?+.*");

    private static final Pattern SEVERAL_WORDS = Pattern.compile("\\S\\s\\S|\\p{IsHiragana}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final double MIN_COVERAGE = 0.6;
    private static final int CONTEXT_LENGTH = 45;
    private static final int MAX_LENGTH = 300;
    private static final int MIN_STEM = 3;
    private static final int WORDS_OF_AN_AMOUNT = 5;
    /** Digits before and behind the point. */
    private static final int MAX_DIGITS = 30;

    private final Evidence evidence;
    private final List<Source> sources = new ArrayList<>();

    RuleArithmetic(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * What a rule says of a value.
     *
     * @param value empty when something that it is calculated from is not known
     */
    record CalculatedValue<T>(Optional<T> value) {}

    /** The number that a rule determines; empty when no rule speaks of it. */
    Optional<CalculatedValue<BigDecimal>> number(String name, String description, Set<Source> used) {
        List<String> formulas = new ArrayList<>();
        for (String rule : rules()) {
            Matcher is = Lexicon.list("equals").matcher(rule);
            if (is.find() && isAbout(name, rule.substring(0, is.start()))) {
                formulas.add(rule.substring(is.end()).strip());
            }
        }
        Matcher described = DESCRIBED.matcher(Lexicon.normal(description));
        if (described.matches()) {
            formulas.add(described.group(1).strip());
        }
        for (String formula : formulas) {
            for (String operation : List.of("times", "plus", "minus", "percent")) {
                Optional<CalculatedValue<BigDecimal>> calculated = number(formula, operation);
                if (calculated.isPresent()) {
                    calculated.get().value().ifPresent(found -> used.addAll(sources));
                    return calculated;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<CalculatedValue<BigDecimal>> number(String right, String operation) {
        sources.clear();
        if (operation.equals("percent")) {
            Matcher percent = PERCENT_OF.matcher(right);
            if (percent.lookingAt()) {
                return Optional.of(share(percent.group(1), percent.group(2)));
            }
            Matcher reversed = OF_PERCENT.matcher(right);
            return reversed.lookingAt() ? Optional.of(share(reversed.group(2), reversed.group(1))) : Optional.empty();
        }
        Matcher operator = Lexicon.list(operation + "Operator").matcher(right);
        if (!operator.find()) {
            return Optional.empty();
        }
        String first = right.substring(0, operator.start());
        String second = right.substring(operator.end());
        return Optional.of(new CalculatedValue<>(operand(first, second)
                .flatMap(one -> operand(second, first).map(other -> calculate(operation, one, other)))));
    }

    private CalculatedValue<BigDecimal> share(String percent, String base) {
        BigDecimal rate = new BigDecimal(percent.replace(',', '.')).divide(HUNDRED, MathContext.DECIMAL64);
        return new CalculatedValue<>(operand(base, "").map(whole -> calculate("times", whole, rate)));
    }

    private static BigDecimal calculate(String operation, BigDecimal one, BigDecimal other) {
        BigDecimal result =
                switch (operation) {
                    case "plus" -> one.add(other);
                    case "minus" -> one.subtract(other);
                    default -> one.multiply(other);
                };
        return new BigDecimal(result.stripTrailingZeros().toPlainString());
    }

    /** A number with a huge exponent would fill the memory when it is written out, or is infinite. */
    private static boolean isOrdinary(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            return false;
        }
        BigDecimal value = new BigDecimal(number.toString());
        return Math.abs((long) value.precision() - value.scale()) <= MAX_DIGITS
                && Math.abs((long) value.scale()) <= MAX_DIGITS;
    }

    /** The date that a rule determines, so long after another; empty when no rule speaks of it. */
    Optional<CalculatedValue<LocalDate>> date(String name, Set<Source> used) {
        for (String rule : rules()) {
            for (Quantity time : QuantityParser.in(rule)) {
                String after = time.isTime() ? rule.substring(time.end()).strip() : "";
                Matcher follows = Lexicon.list("afterEvent").matcher(after);
                if (follows.lookingAt() && isAbout(name, rule.substring(0, time.start()))) {
                    sources.clear();
                    Optional<LocalDate> event = event(after.substring(follows.end()), name);
                    event.ifPresent(found -> used.addAll(sources));
                    return Optional.of(new CalculatedValue<>(event.map(day -> DerivedValues.plus(day, time))));
                }
            }
        }
        return Optional.empty();
    }

    /** The sentences of the own knowledge that may be told. */
    private List<String> rules() {
        List<String> rules = new ArrayList<>();
        for (Leaf leaf : evidence.knowledge().leaves()) {
            if (!leaf.secret()
                    && leaf.value() instanceof String text
                    && SEVERAL_WORDS.matcher(text).find()) {
                Sentences.of(text).stream()
                        .filter(sentence -> sentence.length() <= MAX_LENGTH)
                        .map(Lexicon::normal)
                        .forEach(rules::add);
            }
        }
        return rules;
    }

    /** Whether a rule speaks of an argument; "se paga" is about "fechaPago" as well. */
    private static boolean isAbout(String name, String said) {
        Terms words = Terms.of(said);
        for (String key : Terms.of(TextFormat.spaced(name)).keys()) {
            boolean telling = Lexicon.unit(key) == null && !Lexicon.list("date").is(key) && key.length() >= MIN_STEM;
            boolean same = words.keys().stream()
                    .anyMatch(word -> word.equals(key)
                            || (word.length() > MIN_STEM
                                    && word.length() <= MIN_STEM + 2
                                    && key.startsWith(word.substring(0, word.length() - 1))));
            if (telling && same) {
                return true;
            }
        }
        return false;
    }

    /** The value that goes by these words, from the own knowledge or from what was received. */
    private Optional<BigDecimal> operand(String said, String other) {
        String text = said.replaceAll("[.。]$", "");
        Terms words = telling(text);
        BigDecimal best = null;
        Source source = null;
        double most = 0;
        for (Leaf leaf : evidence.knowledge().leaves()) {
            BigDecimal number = leaf.secret() ? null : number(leaf);
            if (number == null) {
                continue;
            }
            Terms name = Terms.of(TextFormat.spaced(leaf.name()));
            double score = words.coveredBy(name) + name.coveredBy(words) / 2;
            // "Nights" is not the price per night, which the other operand names better.
            double byOther = Terms.of(other).coveredBy(name);
            boolean others = byOther > words.coveredBy(name)
                    || (byOther == words.coveredBy(name)
                            && Terms.of(other).keys().size() > words.keys().size());
            if (words.coveredBy(name) >= MIN_COVERAGE && score > most && !others) {
                most = score;
                best = isPercent(leaf) ? number.divide(HUNDRED, MathContext.DECIMAL64) : number;
                source = leaf.statement().source();
            }
        }
        for (Statement statement : most >= 1 ? List.<Statement>of() : evidence.received()) {
            for (Quantity quantity : statement.isFact() ? statement.quantities() : List.<Quantity>of()) {
                boolean counted = quantity.dimension().startsWith("#")
                        && words.keys().contains(quantity.dimension().substring(1));
                boolean named = words.coveredBy(near(statement, quantity)) >= MIN_COVERAGE || isUnitOf(quantity, text);
                if (counted || named) {
                    best = quantity.number();
                    source = statement.source();
                }
            }
        }
        if (best != null && source != null) {
            sources.add(source);
        }
        return Optional.ofNullable(best);
    }

    /** The number of a value; a text such as "150 EUR" or "12 EUR per metre" is one when nothing is asked by it. */
    private static @Nullable BigDecimal number(Leaf leaf) {
        if (leaf.value() instanceof Number number) {
            return isOrdinary(number) ? new BigDecimal(number.toString()) : null;
        }
        List<Quantity> quantities = leaf.statement().quantities();
        boolean amount = quantities.size() == 1
                && leaf.statement().normal().split(" ", -1).length <= WORDS_OF_AN_AMOUNT
                && !OwnValues.isCondition(leaf);
        return amount ? quantities.get(0).number() : null;
    }

    /** The words that tell one amount from another; "amount of the invoice" is the invoice. */
    private static Terms telling(String text) {
        Terms words = Terms.of(text);
        Terms telling = Terms.of(Lexicon.list("amountWord").matcher(text).replaceAll(" "));
        return telling.isEmpty() ? words : telling;
    }

    /** Whether a rule counts in the unit of a quantity: 3 nights, 8 days. */
    private static boolean isUnitOf(Quantity quantity, String text) {
        if (Lexicon.list("every").isIn(text)) {
            return false;
        }
        for (String word : text.split("[^\\p{L}]+", -1)) {
            Lexicon.Unit unit = word.length() < MIN_STEM ? null : Lexicon.unit(word);
            if (unit != null
                    && unit.dimension().equals(quantity.dimension())
                    && quantity.amount().compareTo(quantity.number().multiply(unit.factor())) == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPercent(Leaf leaf) {
        return leaf.statement().quantities().stream()
                .anyMatch(quantity -> quantity.dimension().equals("percent"));
    }

    private static Terms near(Statement statement, Quantity quantity) {
        if (!statement.label().isEmpty()) {
            return Terms.of(statement.label()).and(statement.terms());
        }
        int from = Math.max(0, quantity.start() - CONTEXT_LENGTH);
        int to = Math.min(statement.normal().length(), quantity.end() + CONTEXT_LENGTH);
        return Terms.of(statement.normal().substring(Math.min(from, to), to));
    }

    /** The day of an event that the own knowledge or a message names, other than the one that is looked for. */
    private Optional<LocalDate> event(String said, String name) {
        Terms words = Terms.of(said);
        Leaf best = null;
        int most = 0;
        for (Leaf leaf : evidence.knowledge().leaves()) {
            int shared = Terms.of(TextFormat.spaced(leaf.name())).shared(words);
            if (shared > most
                    && leaf.statement().dates().size() == 1
                    && !leaf.secret()
                    && !leaf.name().equals(name)) {
                best = leaf;
                most = shared;
            }
        }
        if (best != null) {
            sources.add(best.statement().source());
            return Optional.of(best.statement().dates().get(0).date());
        }
        for (Statement statement : evidence.received()) {
            if (statement.isFact()
                    && statement.dates().size() == 1
                    && statement.terms().shared(words) > 0) {
                sources.add(statement.source());
                DateParser.FoundDate found = statement.dates().get(0);
                return Optional.of(found.date());
            }
        }
        return Optional.empty();
    }
}
