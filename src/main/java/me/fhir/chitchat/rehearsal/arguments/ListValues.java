package me.fhir.chitchat.rehearsal.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Finds the elements of an argument that is a list. */
final class ListValues {
    private final Evidence evidence;
    private final DecisionTexts texts;
    private final boolean lookup;
    private final Set<Source> used;

    ListValues(ArgumentSources sources) {
        this.evidence = sources.evidence();
        this.texts = sources.texts();
        this.lookup = sources.lookup();
        this.used = sources.used();
    }

    /** Texts of the own knowledge under this name, or the points for a list of points. */
    List<Object> list(List<String> path, ValueSchema item) {
        String name = Lexicon.normal(TextFormat.spaced(path.get(path.size() - 1)));
        if (Lexicon.list("unmetKey").isIn(name)) {
            return accepted(texts.notMet(), item);
        }
        if (Lexicon.list("metKey").is(name.replace(" ", ""))) {
            return accepted(texts.met(), item);
        }
        String exact = LabelledValues.compact(path.get(path.size() - 1));
        List<Object> found =
                known(item, leaf -> LabelledValues.compact(leaf.name()).equals(exact));
        if (found.isEmpty() && lookup) {
            Terms wanted = Terms.of(name);
            found = known(item, leaf -> Terms.of(leaf.name()).shared(wanted) > 0);
        }
        if (found.isEmpty()) {
            for (Statement statement : evidence.received()) {
                if (LabelledValues.compact(statement.label()).equals(LabelledValues.compact(path.get(path.size() - 1)))
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
        if (found.isEmpty() && Lexicon.list("prose").isIn(name) && item.accepts(texts.text())) {
            found.add(texts.text());
        }
        return found;
    }

    private List<Object> known(ValueSchema item, Predicate<Leaf> named) {
        List<Object> found = new ArrayList<>();
        for (Leaf leaf : evidence.knowledge().leaves()) {
            if (named.test(leaf) && !leaf.secret() && item.accepts(leaf.value()) && !found.contains(leaf.value())) {
                found.add(leaf.value());
                used.add(leaf.statement().source());
            }
        }
        return found;
    }

    private static List<Object> accepted(List<String> texts, ValueSchema item) {
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
                    boolean known = evidence.knowledge().leaves().stream()
                            .anyMatch(leaf -> leaf.pointer().startsWith(element + "/") && !leaf.secret());
                    if (list.get(i) instanceof Map<?, ?> record && known) {
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
