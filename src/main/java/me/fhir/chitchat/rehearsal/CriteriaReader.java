package me.fhir.chitchat.rehearsal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.agent.planner.FactCheck;
import me.fhir.chitchat.rehearsal.Criterion.Bound;
import me.fhir.chitchat.rehearsal.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.Criterion.From;
import me.fhir.chitchat.rehearsal.Knowledge.Leaf;

/** Collects the points that a decision depends on: the author's own list, or what the knowledge says. */
final class CriteriaReader {
    private static final int MOST = 40;
    private static final Pattern CODE = Pattern.compile(
            "^(?:\\d{1,2}[.)]|\\([a-z0-9]\\)|[a-z]\\)|\\p{Lu}{1,5}-?\\d+(?:\\.\\d+)*(?:\\([a-z]\\))?[:.]?|\\d+\\.\\d+(?:\\.\\d+)*(?:\\([a-z]\\))?)\\s+");
    private static final Pattern HEAD = Pattern.compile("^([^:：]{3,60})[:：]\\s?(.+)$");
    private static final Pattern TIMES = Pattern.compile(
            "(\\d+(?:\\.\\d+)?|\\p{L}+)[\\s-]?(?:x|times|fache[ns]?|mal|veces|fois|倍)(?![\\p{L}])\\s*(.*)");

    /** Time to claim something runs from the event, not from the claim. */
    private static final Terms CLAIMS = Terms.of(
            "return refund claim report notice exchange complaint Rückgabe Meldung Widerruf devolución reclamación retour déclaration 返品");

    private static final Terms EVENTS = Terms.of(
            "delivered purchased bought ordered invoice incident loss damage accident geliefert gekauft Lieferung Kauf entrega compra livré acheté livraison achat 購入 納品");
    private static final Set<String> TITLES =
            Set.of("text", "criterion", "description", "title", "requirement", "rule", "condition");

    private final Knowledge knowledge;
    private final List<Criterion> found = new ArrayList<>();
    private final Map<String, List<Leaf>> ranges = new LinkedHashMap<>();

    private final Set<String> outputs;

    private CriteriaReader(Knowledge knowledge, Set<String> outputs) {
        this.knowledge = knowledge;
        this.outputs = outputs;
    }

    /** The author's list of points. */
    static List<Criterion> of(List<FactCheck> checks) {
        return checks.stream().limit(MOST).map(CriteriaReader::of).toList();
    }

    private static Criterion of(FactCheck check) {
        List<Constraint> constraints = new ArrayList<>();
        FactCheck.Range number = check.number();
        if (number != null) {
            constraints.add(new Bound(quantity(number.min(), number.unit()), quantity(number.max(), number.unit())));
        }
        FactCheck.Period date = check.date();
        if (date != null) {
            constraints.addAll(period(date));
        }
        Boolean yes = check.yes();
        if (yes != null) {
            constraints.add(new Criterion.YesOrNo(yes));
        }
        if (!check.oneOf().isEmpty()) {
            constraints.add(new Criterion.OneOf(check.oneOf()));
        }
        From from =
                switch (check.from()) {
                    case "own" -> From.OWN;
                    case "received" -> From.RECEIVED;
                    default -> From.ANY;
                };
        String title = check.title().isBlank() ? String.join(", ", check.labels()) : check.title();
        List<Terms> topics = check.labels().isEmpty()
                ? List.of(Terms.of(title))
                : check.labels().stream().map(Terms::of).toList();
        return new Criterion(title, "", topics, constraints, from, Source.own(check.path()));
    }

    private static @org.jspecify.annotations.Nullable Quantity quantity(
            @org.jspecify.annotations.Nullable BigDecimal number, String unit) {
        if (number == null) {
            return null;
        }
        List<Quantity> read = Quantities.in(Lexicon.normal(number.toPlainString() + " " + unit));
        return read.isEmpty() ? Quantity.plain(number) : read.get(0);
    }

    private static List<Constraint> period(FactCheck.Period date) {
        List<Constraint> constraints = new ArrayList<>();
        Integer days = date.withinDays();
        if (days != null) {
            constraints.add(new Criterion.Recent(BigDecimal.valueOf(days)));
        }
        List<Dates.Found> after = Dates.in(Lexicon.normal(date.after()), LocalDate.EPOCH);
        List<Dates.Found> before = Dates.in(Lexicon.normal(date.before()), LocalDate.EPOCH);
        if (!after.isEmpty() || !before.isEmpty()) {
            constraints.add(new Criterion.Between(
                    after.isEmpty() ? null : after.get(0).date().plusDays(1),
                    before.isEmpty() ? null : before.get(0).date().minusDays(1)));
        }
        return constraints;
    }

    /**
     * What the knowledge demands.
     *
     * @param outputs names of values that a decision hands out, such as a permit's last day: they are no conditions
     */
    static List<Criterion> of(Knowledge knowledge, Set<String> outputs) {
        CriteriaReader reader = new CriteriaReader(knowledge, outputs);
        for (Leaf leaf : knowledge.leaves()) {
            if (reader.found.size() < MOST && !leaf.secret()) {
                reader.read(leaf);
            }
        }
        reader.ranges.values().forEach(reader::range);
        return List.copyOf(reader.found);
    }

    private void read(Leaf leaf) {
        if (!leaf.rule() || Lexicon.list("statusKey").is(Lexicon.normal(Words.spaced(leaf.name())))) {
            standing(leaf);
            return;
        }
        String name = Lexicon.normal(Words.spaced(leaf.name()));
        String compact = name.replace(" ", "");
        if (name.equals("summary") || name.equals("id") || outputs.contains(compact)) {
            return;
        }
        if (leaf.value() instanceof Boolean yes) {
            switchRule(leaf, name, yes);
        } else if (validity(leaf, compact)) {
            ranges.computeIfAbsent(parent(leaf), unused -> new ArrayList<>()).add(leaf);
        } else if (leaf.value() instanceof Number number) {
            number(leaf, name, number);
        } else {
            text(leaf, name, compact);
        }
    }

    private static String parent(Leaf leaf) {
        return leaf.pointer().substring(0, leaf.pointer().lastIndexOf('/'));
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
                    .is(Lexicon.normal(Words.spaced(leaf.name())).replace(" ", ""))) {
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
                Words.human(
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
                    Words.capitalised(topic) + ": –",
                    "",
                    List.of(Terms.of(topic)),
                    List.of(new Criterion.NoneOf(List.of(topic))),
                    From.RECEIVED,
                    leaf.statement().source()));
        } else if (yes && Lexicon.list("requiredKey").isIn(name)) {
            found.add(new Criterion(
                    Words.capitalised(topic),
                    topic,
                    List.of(Terms.of(topic)),
                    List.of(),
                    From.ANY,
                    leaf.statement().source()));
        }
    }

    private void number(Leaf leaf, String name, Number number) {
        List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
        boolean least = words.removeIf(word -> Lexicon.list("minKey").is(word));
        boolean most = words.removeIf(word -> Lexicon.list("maxKey").is(word));
        boolean window = words.removeIf(word -> Lexicon.list("windowKey").is(word));
        if (words.isEmpty() || Lexicon.unit(String.join("", words)) != null) {
            if (leaf.names().size() > 1) {
                words.add(
                        0,
                        Lexicon.normal(
                                Words.spaced(leaf.names().get(leaf.names().size() - 2))));
            }
        }
        String label = String.join(" ", words);
        BigDecimal exact = new BigDecimal(number.toString());
        Quantity quantity = Quantities.named(leaf.name(), exact);
        String shown = exact.toPlainString();
        String topic = unitless(words);
        Terms terms = Terms.of(topic.isBlank() ? label : topic);
        if (window && (quantity.isTime() || quantity.isBare())) {
            String unit = quantity.isTime() ? "" : " days";
            BigDecimal days = Constraints.days(quantity);
            add(
                    leaf,
                    Words.capitalised(label) + ": ≤ " + shown + unit,
                    terms.shared(CLAIMS) > 0 ? EVENTS : terms,
                    new Criterion.Recent(days));
        } else if (least) {
            add(leaf, Words.capitalised(label) + ": ≥ " + shown, terms, new Bound(quantity, null));
        } else if (most) {
            add(leaf, Words.capitalised(label) + ": ≤ " + shown, terms, new Bound(null, quantity));
        }
    }

    private static String unitless(List<String> words) {
        return String.join(
                " ", words.stream().filter(word -> Lexicon.unit(word) == null).toList());
    }

    private void add(Leaf leaf, String title, Terms terms, Constraint constraint) {
        found.add(new Criterion(
                title,
                "",
                List.of(terms),
                List.of(constraint),
                From.ANY,
                leaf.statement().source()));
    }

    private void text(Leaf leaf, String name, String compact) {
        String value = leaf.statement().text();
        if (Lexicon.list("listNone").isIn(name) || Lexicon.list("listNone").is(compact)) {
            add(
                    leaf,
                    Words.human(leaf.name()) + ": " + Words.withoutStop(value),
                    Terms.of(value),
                    new Criterion.NoneOf(List.of(value.split("\\s*[,;]\\s*", -1))));
            return;
        }
        if (Lexicon.list("listOne").is(compact) || Lexicon.list("listOne").starts(name)) {
            oneOf(leaf, value);
            return;
        }
        Optional<Criterion> factor = factor(leaf, value);
        if (factor.isPresent()) {
            found.add(factor.get());
            return;
        }
        boolean inList = leaf.pointer().matches(".*/\\d+");
        boolean inRecord = leaf.pointer().matches(".*/\\d+/[^/]*");
        boolean listed = Lexicon.list("listAll").is(compact)
                || Lexicon.list("listAll").isIn(name)
                || (inList && Knowledge.isRuleName(leaf.name()));
        boolean titled = inRecord && TITLES.contains(name) && value.indexOf(' ') > 0;
        boolean asks = !inRecord
                && !Lexicon.list("procedureKey").isIn(name)
                && !Constraints.in(Lexicon.normal(value)).isEmpty();
        if ((listed && value.length() > 2 && !inRecord) || titled) {
            found.add(sentence(value, "", leaf));
        } else if (asks) {
            found.add(sentence(value, Words.human(leaf.name()), leaf));
        }
    }

    private void oneOf(Leaf leaf, String value) {
        String parent = parent(leaf);
        boolean inList = leaf.pointer().matches(".*/\\d+");
        if (inList
                && knowledge
                        .at(parent + "/0")
                        .filter(first -> first.pointer().equals(leaf.pointer()))
                        .isEmpty()) {
            return;
        }
        List<String> values = inList
                ? knowledge.leaves().stream()
                        .filter(other -> parent(other).equals(parent))
                        .map(other -> other.statement().text())
                        .toList()
                : List.of(value.split("\\s*[,;]\\s*", -1));
        String label = Words.human(leaf.name());
        add(leaf, label + ": " + String.join(", ", values), Terms.of(leaf.name()), new Criterion.OneOf(values));
    }

    /** "Three times the rent" with a rent that is known. */
    private Optional<Criterion> factor(Leaf leaf, String value) {
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
                String title = Words.human(leaf.name()) + ": " + value + " (≥ "
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

    private static Criterion sentence(String value, String label, Leaf leaf) {
        String bare = CODE.matcher(value).replaceFirst("");
        Matcher head = HEAD.matcher(bare);
        String title = Words.withoutStop(label.isEmpty() ? bare : label + ": " + bare);
        String normal = Lexicon.normal(title);
        List<Terms> topics = new ArrayList<>();
        if (head.matches() && label.isEmpty()) {
            topics.add(Terms.of(head.group(1)));
        } else if (!label.isEmpty() && !Knowledge.isRuleName(leaf.name())) {
            topics.add(Terms.of(label));
        }
        return new Criterion(
                title,
                normal,
                topics,
                Constraints.in(normal),
                From.ANY,
                leaf.statement().source());
    }

    /** A fact that speaks for or against any positive decision by itself. */
    private void standing(Leaf leaf) {
        String name = Lexicon.normal(Words.spaced(leaf.name()));
        String text = leaf.statement().normal();
        String title = Words.human(leaf.name()) + ": " + leaf.statement().text();
        boolean status = Lexicon.list("statusKey").is(name.substring(name.lastIndexOf(' ') + 1))
                || Lexicon.list("statusKey").is(name.replace(" ", ""));
        boolean adverse = Lexicon.list("adverse").isIn(name);
        Boolean good = null;
        if (leaf.value() instanceof Boolean yes) {
            good = adverse ? (Boolean) !yes : status ? yes : null;
        } else if (status && leaf.value() instanceof String && text.length() < 60 && !text.matches("[\\d.:/-]+")) {
            good = !(Lexicon.list("adverseStatus").isIn(text)
                    || Lexicon.list("negative").is(text));
        } else if (adverse && leaf.value() instanceof String && text.length() < 60) {
            good = Lexicon.list("negative").is(text) || Lexicon.list("negator").starts(text);
        }
        if (good != null) {
            found.add(new Criterion(
                    title,
                    "",
                    List.of(Terms.of(leaf.name())),
                    List.of(new Criterion.Standing(good, leaf.statement())),
                    From.OWN,
                    leaf.statement().source()));
        }
    }
}
