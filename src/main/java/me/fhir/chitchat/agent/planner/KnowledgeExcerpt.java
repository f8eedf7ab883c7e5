package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a large knowledge base that fit a question, told by the words that both share. One that is small enough is
 * left whole.
 */
final class KnowledgeExcerpt {
    /** Parts that are larger are divided further. */
    private static final int LARGEST_PART = 1_500;

    private static final int SHORTEST_WORD = 3;
    private static final int DEEPEST = 12;

    private record Part(int place, String path, String json, long score) {
        String line() {
            return path + ": " + json;
        }
    }

    private final Set<String> question;
    private final List<Part> parts = new ArrayList<>();

    private KnowledgeExcerpt(String question) {
        this.question = words(question);
    }

    /**
     * The JSON text itself, or its best parts as lines of path and value.
     *
     * @param longest how many characters it may have
     */
    static String of(String json, String question, int longest) {
        if (json.length() <= longest) {
            return json;
        }
        try {
            KnowledgeExcerpt excerpt = new KnowledgeExcerpt(question);
            excerpt.divide(JsonText.toValue(json), "", 0);
            return excerpt.text(longest);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a knowledge base must be JSON", e);
        }
    }

    private void divide(@Nullable Object value, String path, int depth) {
        String json = JsonText.write(value);
        boolean small = json.length() <= LARGEST_PART && depth > 0;
        if (!small && depth < DEEPEST && value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((name, member) -> divide(member, path + "/" + name, depth + 1));
        } else if (!small && depth < DEEPEST && value instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                divide(list.get(i), path + "/" + i, depth + 1);
            }
        } else {
            parts.add(new Part(parts.size(), path, json, score(path + " " + json)));
        }
    }

    private long score(String text) {
        return words(text).stream().filter(question::contains).count();
    }

    private String text(int longest) {
        List<Part> best = new ArrayList<>(parts);
        best.sort(Comparator.comparingLong(Part::score).reversed().thenComparingInt(Part::place));
        List<Part> chosen = new ArrayList<>();
        int length = 0;
        for (Part part : best) {
            if (length + part.line().length() + 1 <= longest) {
                chosen.add(part);
                length += part.line().length() + 1;
            }
        }
        if (chosen.isEmpty()) {
            return best.get(0).line().substring(0, longest);
        }
        chosen.sort(Comparator.comparingInt(Part::place));
        String lines = chosen.stream().map(Part::line).collect(Collectors.joining("\n"));
        int omitted = parts.size() - chosen.size();
        return lines + "\n(" + omitted + " other parts, which fit this call less, are left out)";
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        for (String word : text.replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\p{N}]+", -1)) {
            if (word.length() >= SHORTEST_WORD || word.matches("\\p{N}+|[^\\x00-\\x7F]+")) {
                words.add(word);
            }
        }
        return words;
    }
}
