package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** What one side knows, in parts that can be looked up. */
record Knowledge(List<Part> parts, List<Leaf> leaves) {
    private static final int MOST = 4;
    private static final Pattern DEMANDS =
            Pattern.compile("criteri|requirement|required|checklist|conditions|needed|mustprovide|prerequisite");
    private static final Pattern REFUSING = Pattern.compile(
            "inactive|terminated|lapsed|expired|ineligible|not eligible|not covered|excluded|denied|exhausted|suspended");
    private static final Pattern REFUSING_ORDER =
            Pattern.compile("^(always )?(deny|decline|reject|refuse|turn down|do not approve|never approve)\\b.*");
    private static final Pattern STANDING =
            Pattern.compile("status|eligib|coverage|covered|active|approved|met$|valid");

    /** One thing that is known; {@code title} is how a document would head it. */
    record Part(String title, @Nullable Object value, Set<String> stems) {
        /** The author's own summary, or the first facts. */
        String summary() {
            if (value instanceof Map<?, ?> map && map.get("summary") instanceof String summary) {
                return Words.sentence(summary);
            }
            return Words.sentence(Words.cut(title + ": " + Prose.line(value), 280));
        }

        /** The part as it stands in a document, its summary first. */
        String markdown() {
            if (value instanceof Map<?, ?> map && map.get("summary") instanceof String summary) {
                Map<Object, @Nullable Object> rest = new LinkedHashMap<>(map);
                rest.remove("summary");
                return Words.sentence(summary) + "\n\n" + Prose.markdown(rest, 3);
            }
            return Prose.markdown(value, 3);
        }
    }

    /** A single value and the name it stands under. */
    record Leaf(String key, Object value) {}

    static Knowledge of(String json) {
        List<Part> parts = new ArrayList<>();
        List<Leaf> leaves = new ArrayList<>();
        map(json).forEach((key, value) -> {
            split(Words.human(key), value, parts);
            collect(key, value, leaves);
        });
        return new Knowledge(parts, leaves);
    }

    private static Map<String, @Nullable Object> map(String json) {
        try {
            return JsonText.toMap(json);
        } catch (JsonSyntaxException e) {
            return Map.of();
        }
    }

    /** An object of objects is several things, everything else is one. */
    private static void split(String title, @Nullable Object value, List<Part> parts) {
        if (value instanceof Map<?, ?> map
                && map.size() > 1
                && map.values().stream().allMatch(Map.class::isInstance)) {
            map.forEach((key, child) ->
                    split(title + ": " + Words.lowered(Words.human(String.valueOf(key))), child, parts));
            return;
        }
        parts.add(new Part(title, value, Words.stems(title + " " + Prose.line(value))));
    }

    private static void collect(String key, @Nullable Object value, List<Leaf> leaves) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, child) -> collect(String.valueOf(name), child, leaves));
        } else if (value instanceof List<?> list) {
            list.forEach(child -> collect(key, child, leaves));
        } else if (value != null) {
            leaves.add(new Leaf(key, value));
        }
    }

    /** The parts that a question is about, the best first; a few when nothing fits better than the rest. */
    List<Part> about(Set<String> name, Set<String> subject, Set<String> details) {
        Map<Part, Integer> scores = new LinkedHashMap<>();
        for (Part part : parts) {
            int title = Words.shared(Words.stems(part.title()), name);
            scores.put(part, 8 * title + 2 * Words.shared(part.stems(), subject) + Words.shared(part.stems(), details));
        }
        int best = scores.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return parts.stream()
                .filter(part -> scores.getOrDefault(part, 0) > 0 && 3 * scores.getOrDefault(part, 0) >= 2 * best)
                .sorted(Comparator.comparingInt((Part part) -> -scores.getOrDefault(part, 0)))
                .limit(MOST)
                .toList();
    }

    /** What this side says it needs to see: the sentences below names like {@code criteria}. */
    List<String> demands() {
        return leaves.stream()
                .filter(leaf -> DEMANDS.matcher(normal(leaf.key())).find())
                .map(Leaf::value)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> text.length() > 12)
                .distinct()
                .toList();
    }

    /** What is known that speaks against granting a wish. */
    List<String> objections() {
        return leaves.stream()
                .filter(Knowledge::objects)
                .map(Knowledge::told)
                .distinct()
                .toList();
    }

    private static boolean objects(Leaf leaf) {
        boolean standing = STANDING.matcher(normal(leaf.key())).find();
        if (leaf.value() instanceof Boolean known) {
            return standing && !known;
        }
        String text = String.valueOf(leaf.value()).toLowerCase(Locale.ROOT);
        return REFUSING_ORDER.matcher(text).matches()
                || (standing && text.length() < 60 && REFUSING.matcher(text).find());
    }

    private static String told(Leaf leaf) {
        return Words.human(leaf.key()) + ": " + Prose.line(leaf.value());
    }

    static String normal(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
