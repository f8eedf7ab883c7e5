package me.fhir.chitchat.rehearsal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.Knowledge.Leaf;

/** Finds the values of arguments in the own knowledge and in what was received. */
final class ValueFinder {
    private static final Terms START = Terms.of("start begin from");
    private static final Set<String> NAMES = Set.of("name", "nombre", "nom", "氏名");

    private final Evidence evidence;
    private final Grounds grounds;
    private final boolean lookup;
    private final Set<Source> used = new LinkedHashSet<>();

    /**
     * What a decision's texts say.
     *
     * @param text the reasons in sentences
     * @param topic what a look-up is for, or empty
     * @param people names of persons that the other side speaks for
     */
    record Grounds(String text, List<String> notMet, List<String> met, String topic, List<String> people) {
        Grounds {
            notMet = List.copyOf(notMet);
            met = List.copyOf(met);
            people = List.copyOf(people);
        }
    }

    /** @param lookup whether a look-up's parameters are wanted, which may be chosen freely among allowed ones */
    ValueFinder(Evidence evidence, Grounds grounds, boolean lookup) {
        this.evidence = evidence;
        this.grounds = grounds;
        this.lookup = lookup;
    }

    Set<Source> used() {
        return used;
    }

    /** The value of an argument that is no object and no list. */
    Optional<Object> scalar(List<String> path, Limits limits, boolean required) {
        String name = Lexicon.normal(Words.spaced(path.get(path.size() - 1)));
        if (!limits.choices().isEmpty()) {
            return choice(path, limits.choices());
        }
        Optional<Object> labelled = labelled(path, limits);
        if (limits.type().equals("string") && !lookup) {
            Optional<Object> prose = prose(name, limits);
            if (prose.isPresent()) {
                return prose;
            }
        }
        if (labelled.isPresent()) {
            return labelled;
        }
        if (!required) {
            return Optional.empty();
        }
        Optional<Object> found =
                switch (limits.type()) {
                    case "integer", "number" -> number(path, limits);
                    case "boolean" -> yesOrNo(path);
                    case "string" -> text(path, limits);
                    default -> Optional.empty();
                };
        return found.isPresent() || !lookup ? found : free(limits);
    }

    private Optional<Object> prose(String name, Limits limits) {
        String text = "";
        if (Lexicon.list("unmetKey").isIn(name) || Lexicon.list("unmetKey").is(name.replace(" ", ""))) {
            text = String.join("; ", grounds.notMet());
        } else if (Lexicon.list("metKey").is(name.replace(" ", ""))) {
            text = String.join("; ", grounds.met());
        } else if (Lexicon.list("prose").isIn(name)) {
            text = grounds.text();
        }
        int most = limits.length("maxLength", Integer.MAX_VALUE);
        String cut = text.length() > most ? Words.cut(text, Math.max(most, 4)) : text;
        return cut.isBlank() || !limits.fits(cut) ? Optional.empty() : Optional.of(cut);
    }

    /** A value that stands under this name, in the own knowledge first. */
    private Optional<Object> labelled(List<String> path, Limits limits) {
        String name = compact(path.get(path.size() - 1));
        String parent = path.size() < 2 ? "" : compact(path.get(path.size() - 2));
        String bare = withoutUnit(path.get(path.size() - 1));
        Terms wanted = Terms.of(bare);
        Optional<Object> exact = Optional.empty();
        Optional<Object> alike = Optional.empty();
        for (Leaf leaf : evidence.knowledge().leaves()) {
            if (leaf.secret()) {
                continue;
            }
            boolean same =
                    compact(leaf.name()).equals(name) || compact(leaf.name()).equals(compact(bare));
            boolean inside = parent.isEmpty()
                    || leaf.names().stream().anyMatch(step -> compact(step).equals(parent))
                    || !NAMES.contains(name);
            if (same && inside && exact.isEmpty() && !(NAMES.contains(name) && path.size() > 1 && parent.isEmpty())) {
                exact = typed(leaf.value(), leaf.statement(), limits);
                exact.ifPresent(value -> used.add(leaf.statement().source()));
            } else if (alike.isEmpty() && !wanted.isEmpty() && !leaf.rule() && !NAMES.contains(name)) {
                Terms all = Terms.of(String.join(
                        " ",
                        leaf.names()
                                .subList(
                                        Math.max(0, leaf.names().size() - 2),
                                        leaf.names().size())));
                boolean close =
                        wanted.coveredBy(all) >= 0.99 && Terms.of(leaf.name()).shared(wanted) > 0;
                alike = close ? typed(leaf.value(), leaf.statement(), limits) : Optional.empty();
            }
        }
        if (exact.isPresent()) {
            return exact;
        }
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            if (statement.label().isEmpty()) {
                continue;
            }
            boolean same = compact(statement.label()).equals(name)
                    || (wanted.keys().equals(Terms.of(statement.label()).keys()) && !wanted.isEmpty());
            if (same
                    && (!NAMES.contains(name)
                            || parent.isEmpty()
                            || statement.context().shared(Terms.of(parent)) > 0
                            || isSubject(parent))) {
                Optional<Object> value = typed(statement.text(), statement, limits);
                if (value.isPresent()) {
                    used.add(statement.source());
                    return value;
                }
            }
        }
        return alike;
    }

    /** {@code rentUsd} is a rent. */
    private static String withoutUnit(String name) {
        String spaced = Words.spaced(name);
        int last = spaced.lastIndexOf(' ');
        boolean unit = last > 0 && Lexicon.unit(Lexicon.normal(spaced.substring(last + 1))) != null;
        return unit ? spaced.substring(0, last) : name;
    }

    private static boolean isSubject(String parent) {
        return Lexicon.list("identity").is(parent);
    }

    private static String compact(String name) {
        return Lexicon.normal(Words.spaced(name)).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** A known value as the type that is asked for. */
    private Optional<Object> typed(Object value, Statement statement, Limits limits) {
        switch (limits.type()) {
            case "integer", "number" -> {
                if (value instanceof Number number) {
                    return Limits.exact(number).filter(limits::fits).map(exact -> exact);
                }
                return statement.quantities().size() == 1
                        ? Optional.of(statement.quantities().get(0).number())
                                .filter(limits::fits)
                                .map(exact -> exact)
                        : Optional.empty();
            }
            case "boolean" -> {
                if (value instanceof Boolean) {
                    return Optional.of(value);
                }
                String text = Lexicon.normal(String.valueOf(value));
                return Lexicon.list("affirmative").is(text)
                        ? Optional.of(true)
                        : Lexicon.list("negative").is(text) ? Optional.of(false) : Optional.empty();
            }
            default -> {
                String text = Prose.line(value);
                if (limits.fits(text)) {
                    return Optional.of(text);
                }
                return limits.text("format").equals("date") && statement.dates().size() == 1
                        ? Optional.of(statement.dates().get(0).date().toString())
                        : Optional.ofNullable(limits.found(text)).map(found -> found);
            }
        }
    }

    private Optional<Object> choice(List<String> path, List<?> choices) {
        Terms topic = Terms.of(path.get(path.size() - 1));
        Leaf own = evidence.knowledge().leaves().stream()
                .filter(leaf -> compact(leaf.name()).equals(compact(path.get(path.size() - 1)))
                        && choices.contains(leaf.value()))
                .findFirst()
                .orElse(null);
        if (own != null) {
            used.add(own.statement().source());
            return Optional.of(own.value());
        }
        if (lookup) {
            return bestChoice(choices);
        }
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            for (Object choice : choices) {
                Terms words = Terms.of(String.valueOf(choice));
                if (!words.isEmpty()
                        && words.coveredBy(statement.terms()) >= 0.99
                        && !Negation.denies(statement, words)) {
                    used.add(statement.source());
                    return Optional.of(choice);
                }
            }
            if (choices.contains("none") && Negation.denies(statement, topic)) {
                used.add(statement.source());
                return Optional.of("none");
            }
        }
        for (Statement fact : evidence.knowledge().facts()) {
            for (Object choice : choices) {
                Terms words = Terms.of(String.valueOf(choice));
                if (!words.isEmpty() && fact.terms().shared(topic) > 0 && words.coveredBy(fact.terms()) >= 0.99) {
                    used.add(fact.source());
                    return Optional.of(choice);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Object> bestChoice(List<?> choices) {
        Terms topic = Terms.of(grounds.topic());
        Object best = choices.get(0);
        double most = 0;
        for (Object choice : choices) {
            String word = Lexicon.normal(String.valueOf(choice));
            double share = Terms.of(String.valueOf(choice)).coveredBy(topic)
                    + (word.equals("all") || word.equals("any") ? 0.1 : 0);
            if (share > most) {
                most = share;
                best = choice;
            }
        }
        return Optional.of(best);
    }

    private Optional<Object> number(List<String> path, Limits limits) {
        String name = Words.spaced(path.get(path.size() - 1));
        Quantity like = Quantities.named(path.get(path.size() - 1), BigDecimal.ONE);
        Terms wanted = like.isBare() ? Terms.of(name) : Terms.of(name.substring(0, Math.max(0, name.lastIndexOf(' '))));
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
        Optional<Object> reckoned = Reckoning.number(path.get(path.size() - 1), evidence, used)
                .filter(limits::fits)
                .map(n -> n);
        if (reckoned.isPresent()) {
            return reckoned;
        }
        if (beyond != null) {
            return bound(beyond, limits);
        }
        for (Leaf leaf : evidence.knowledge().leaves()) {
            for (Quantity quantity : leaf.statement().quantities()) {
                boolean unit = !like.isBare() && quantity.dimension().equals(like.dimension()) && !leaf.secret();
                boolean listed = leaf.pointer().matches(".*/\\d+(/.*)?");
                if (unit && !listed && limits.fits(quantity.number())) {
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
        return quantity.dimension().equals(like.dimension()) && (named || (!like.isTime() && only(like.dimension())));
    }

    /** The own bound that a wish goes beyond, when it is known. */
    private Optional<Object> bound(BigDecimal wish, Limits limits) {
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

    private Optional<Object> yesOrNo(List<String> path) {
        Terms topic = Terms.of(path.get(path.size() - 1));
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            if (statement.isFact() && topic.coveredBy(statement.terms()) >= 0.6) {
                used.add(statement.source());
                return Optional.of(!Negation.denies(statement, topic));
            }
        }
        return Optional.empty();
    }

    private Optional<Object> text(List<String> path, Limits limits) {
        if (limits.text("format").equals("date")) {
            return date(path);
        }
        if (!limits.text("pattern").isEmpty()
                || limits.text("format").equals("email")
                || limits.text("format").equals("uri")) {
            return shaped(limits);
        }
        String name = Lexicon.normal(Words.spaced(path.get(path.size() - 1)));
        String last = name.substring(name.lastIndexOf(' ') + 1);
        if (Lexicon.list("identity").is(last)) {
            return person(limits);
        }
        return phrase(path, limits);
    }

    private Optional<Object> date(List<String> path) {
        Terms wanted = Terms.of(path.get(path.size() - 1));
        boolean start = wanted.shared(START) > 0;
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            for (Dates.Found date : statement.dates()) {
                String before = statement.normal().substring(Math.max(0, date.start() - 24), date.start());
                boolean from = start
                        && before.matches(
                                ".*\\b(from|starting|start|on|ab|zum|desde|el|à partir du|dès le|le)\\s+(the\\s+)?$");
                boolean birth = Lexicon.list("birth").isIn(before) && wanted.shared(Terms.of("birth")) > 0;
                boolean named = Terms.of(statement.label() + " " + before)
                                .without(Terms.of("date day"))
                                .shared(wanted.without(Terms.of("date day")))
                        > 0;
                if (from || birth || named) {
                    used.add(statement.source());
                    return Optional.of(date.date().toString());
                }
            }
        }
        return Reckoning.date(path.get(path.size() - 1), evidence, used).map(LocalDate::toString);
    }

    /** A piece of what is known that has the wanted shape. */
    private Optional<Object> shaped(Limits limits) {
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            String found = limits.found(statement.text());
            if (found != null) {
                used.add(statement.source());
                return Optional.of(found);
            }
        }
        for (Leaf leaf : evidence.knowledge().leaves()) {
            String found = leaf.secret() ? null : limits.found(leaf.statement().text());
            if (found != null) {
                used.add(leaf.statement().source());
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private Optional<Object> person(Limits limits) {
        for (Statement statement : evidence.received()) {
            for (String name : grounds.people()) {
                if (statement.text().contains(name) && limits.fits(name)) {
                    used.add(statement.source());
                    return Optional.of(name);
                }
            }
            Optional<String> named = Identity.person(statement.text()).filter(limits::fits);
            if (named.isPresent()) {
                used.add(statement.source());
                return Optional.of(named.get());
            }
        }
        return Optional.empty();
    }

    /** The value that was received or is known under a label that shares a word with the name. */
    private Optional<Object> phrase(List<String> path, Limits limits) {
        Terms wanted = Terms.of(path.get(path.size() - 1));
        for (int i = evidence.received().size() - 1; i >= 0; i--) {
            Statement statement = evidence.received().get(i);
            if (!statement.label().isEmpty()
                    && Terms.of(statement.label()).shared(wanted) > 0
                    && limits.fits(statement.text())) {
                used.add(statement.source());
                return Optional.of(statement.text());
            }
        }
        for (Leaf leaf : evidence.knowledge().leaves()) {
            boolean named = Terms.of(leaf.name()).shared(wanted) > 0 && leaf.value() instanceof String;
            if (named && !leaf.secret() && limits.fits(leaf.statement().text())) {
                used.add(leaf.statement().source());
                return Optional.of(leaf.statement().text());
            }
        }
        return Optional.empty();
    }

    /** A look-up may be as wide as its schema allows. */
    private Optional<Object> free(Limits limits) {
        Object usual = limits.schema().get("default");
        if (usual != null && limits.accepts(usual)) {
            return Optional.of(usual);
        }
        return switch (limits.type()) {
            case "integer", "number" -> {
                for (String name : List.of("maximum", "minimum")) {
                    BigDecimal bound = limits.number(name);
                    if (bound != null && limits.fits(bound)) {
                        yield Optional.of(bound);
                    }
                }
                yield Optional.empty();
            }
            case "boolean" -> Optional.of(true);
            case "string" ->
                limits.fits(grounds.topic())
                                && !grounds.topic().isBlank()
                                && !Sentences.isQuestion(Lexicon.normal(grounds.topic()))
                                && limits.text("format").isEmpty()
                        ? Optional.of(grounds.topic())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Texts of the own knowledge under this name, or the points for a list of points. */
    List<Object> list(List<String> path, Limits item) {
        String name = Lexicon.normal(Words.spaced(path.get(path.size() - 1)));
        if (Lexicon.list("unmetKey").isIn(name)) {
            return accepted(grounds.notMet(), item);
        }
        if (Lexicon.list("metKey").is(name.replace(" ", ""))) {
            return accepted(grounds.met(), item);
        }
        Terms wanted = Terms.of(name);
        List<Object> found = new ArrayList<>();
        for (Leaf leaf : evidence.knowledge().leaves()) {
            boolean named = compact(leaf.name()).equals(compact(path.get(path.size() - 1)))
                    || (lookup && Terms.of(leaf.name()).shared(wanted) > 0);
            if (named && !leaf.secret() && item.accepts(leaf.value()) && !found.contains(leaf.value())) {
                found.add(leaf.value());
                used.add(leaf.statement().source());
            }
        }
        if (found.isEmpty()) {
            for (Statement statement : evidence.received()) {
                if (compact(statement.label()).equals(compact(path.get(path.size() - 1)))
                        && item.type().equals("string")) {
                    for (String value : statement.text().split("\\s*[,;]\\s*", -1)) {
                        if (item.accepts(value) && !found.contains(value)) {
                            found.add(value);
                            used.add(statement.source());
                        }
                    }
                }
            }
        }
        if (found.isEmpty() && Lexicon.list("prose").isIn(name) && item.accepts(grounds.text())) {
            found.add(grounds.text());
        }
        return found;
    }

    private static List<Object> accepted(List<String> texts, Limits item) {
        return new ArrayList<>(texts.stream().filter(item::accepts).toList());
    }

    /** The lists of records of the own knowledge that go by this name. */
    List<Map<?, ?>> records(List<String> path) {
        Terms wanted = Terms.of(path.get(path.size() - 1));
        List<Map<?, ?>> records = new ArrayList<>();
        collect(evidence.knowledge().root(), "", wanted, records, 0);
        return records;
    }

    private void collect(Object value, String pointer, Terms wanted, List<Map<?, ?>> records, int depth) {
        if (!(value instanceof Map<?, ?> map) || depth > 12 || !records.isEmpty()) {
            return;
        }
        map.forEach((key, child) -> {
            String at = pointer + "/" + key;
            if (child instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    String element = at + "/" + i;
                    boolean told = evidence.knowledge().leaves().stream()
                            .anyMatch(leaf -> leaf.pointer().startsWith(element + "/") && !leaf.secret());
                    if (list.get(i) instanceof Map<?, ?> record && told) {
                        if (Terms.of(String.valueOf(key)).shared(wanted) > 0) {
                            records.add(record);
                            used.add(Source.own(element));
                        } else {
                            collect(record, element, wanted, records, depth + 1);
                        }
                    }
                }
            } else if (child != null) {
                collect(child, at, wanted, records, depth + 1);
            }
        });
    }
}
