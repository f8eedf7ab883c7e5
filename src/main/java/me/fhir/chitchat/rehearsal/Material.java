package me.fhir.chitchat.rehearsal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What arguments can be made of.
 *
 * @param knowledge what the caller knows
 * @param heard what was said, the newest last
 * @param received the names of documents that came from others
 * @param topic what the call is about, a few words
 * @param grounds why it is made, whole sentences
 */
record Material(Knowledge knowledge, String heard, List<String> received, String topic, String grounds) {
    private static final Pattern WORDY = Pattern.compile(
            "reason|rationale|justif|note|comment|summary|message|explan|finding|narrative|detail|basis|indication"
                    + "|instruction|assessment|text");
    private static final Pattern DOCUMENTS = Pattern.compile("document|attachment|evidence|file|report|record");

    private Stream<Knowledge.Leaf> leavesLike(String name) {
        String wanted = Knowledge.normal(name);
        return knowledge.leaves().stream().filter(leaf -> alike(Knowledge.normal(leaf.key()), wanted));
    }

    private static boolean alike(String key, String wanted) {
        return key.equals(wanted)
                || (key.length() > 3 && wanted.length() > 3 && (key.endsWith(wanted) || wanted.endsWith(key)));
    }

    /** Whether an optional property is worth filling. */
    boolean hasSomethingFor(String name, Map<?, ?> schema) {
        Limits limits = new Limits(schema);
        boolean scalar = !limits.type().equals("object") && !limits.type().equals("array");
        if (limits.type().equals("string") && schema.get("enum") == null) {
            return candidates(name, limits).stream().anyMatch(limits::fits)
                    && (wordy(name) || leavesLike(name).findAny().isPresent());
        }
        return scalar && leavesLike(name).findAny().isPresent();
    }

    private static boolean wordy(String name) {
        return WORDY.matcher(Knowledge.normal(name)).find();
    }

    /** The texts to try for a property, the best first. */
    List<String> candidates(String name, Limits limits) {
        List<String> candidates = new ArrayList<>();
        if (wordy(name)) {
            candidates.add(grounds);
            candidates.add(Words.cut(grounds, limits.length("maxLength", 400)));
        }
        Comparator<Knowledge.Leaf> exactFirst =
                Comparator.comparing(leaf -> !Knowledge.normal(leaf.key()).equals(Knowledge.normal(name)));
        leavesLike(name).sorted(exactFirst).forEach(leaf -> candidates.add(String.valueOf(leaf.value())));
        Stream.of("default", "example")
                .map(limits::text)
                .filter(t -> !t.isEmpty())
                .forEach(candidates::add);
        if (limits.schema().get("examples") instanceof List<?> examples) {
            examples.forEach(example -> candidates.add(String.valueOf(example)));
        }
        String found = limits.found(heard);
        if (found != null) {
            candidates.add(found);
        }
        knowledge.leaves().stream()
                .map(leaf -> limits.found(String.valueOf(leaf.value())))
                .flatMap(Stream::ofNullable)
                .limit(1)
                .forEach(candidates::add);
        candidates.add(topic);
        return candidates;
    }

    /** Texts for a list. */
    List<String> texts(String name) {
        if (DOCUMENTS.matcher(Knowledge.normal(name)).find() && !received.isEmpty()) {
            return received;
        }
        List<String> known = leavesLike(name)
                .map(leaf -> String.valueOf(leaf.value()))
                .limit(8)
                .toList();
        return known.isEmpty() && Knowledge.normal(name).contains("criteri") ? knowledge.demands() : known;
    }

    Optional<BigDecimal> number(String name, Map<?, ?> schema) {
        Stream<Object> examples =
                schema.get("examples") instanceof List<?> list ? list.stream().map(e -> (Object) e) : Stream.of();
        return Stream.concat(leavesLike(name).map(Knowledge.Leaf::value), examples)
                .filter(Number.class::isInstance)
                .flatMap(value -> Limits.exact((Number) value).stream())
                .findFirst();
    }

    boolean yes(String name) {
        return leavesLike(name)
                .map(Knowledge.Leaf::value)
                .filter(Boolean.class::isInstance)
                .map(Boolean.class::cast)
                .findFirst()
                .orElse(true);
    }

    /** The choice that what was said and known points to, else the first. */
    Object choice(String name, List<?> choices) {
        Optional<Object> known = leavesLike(name)
                .map(Knowledge.Leaf::value)
                .filter(choices::contains)
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        Set<String> said = Words.stems(heard + " " + topic + " " + grounds);
        return choices.stream()
                .filter(choice -> choice != null)
                .map(choice -> (Object) choice)
                .max(Comparator.<Object>comparingInt(choice -> Words.shared(Words.stems(String.valueOf(choice)), said))
                        .thenComparingInt(choice -> -choices.indexOf(choice)))
                .orElse("");
    }
}
