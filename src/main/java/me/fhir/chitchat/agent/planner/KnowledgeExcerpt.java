package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.CompactJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;

/**
 * The parts of a large knowledge base that fit a question, selected by the words that both share. One that is small
 * enough is left whole.
 */
final class KnowledgeExcerpt {
    /** Parts that are larger are divided further. */
    private static final int MAX_PART = 1_500;

    private static final int MIN_WORD_LENGTH = 3;
    private static final int MAX_DEPTH = 12;

    private record ScoredValue(int place, String path, String json, long score) {
        String line() {
            return path + ": " + json;
        }
    }

    private final Set<String> question;
    private final List<ScoredValue> parts = new ArrayList<>();

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
        KnowledgeExcerpt excerpt = new KnowledgeExcerpt(question);
        excerpt.divide(StoredJson.parse(json), "", 0);
        return excerpt.text(longest);
    }

    private void divide(Json value, String path, int depth) {
        String json = CompactJson.of(value);
        Map<String, Json> inner =
                (json.length() <= MAX_PART && depth > 0) || depth >= MAX_DEPTH ? Map.of() : inner(value);
        if (inner.isEmpty()) {
            parts.add(new ScoredValue(parts.size(), path, json, score(path + " " + json)));
        } else {
            inner.forEach((name, member) -> divide(member, path + "/" + name, depth + 1));
        }
    }

    /** The members of an object, or the elements of a list by their place. */
    private static Map<String, Json> inner(Json value) {
        if (value instanceof Json.Object object) {
            return object.members();
        }
        Map<String, Json> byPlace = new LinkedHashMap<>();
        if (value instanceof Json.Array list) {
            list.elements().forEach(element -> byPlace.put(String.valueOf(byPlace.size()), element));
        }
        return byPlace;
    }

    private long score(String text) {
        return words(text).stream().filter(question::contains).count();
    }

    private String text(int longest) {
        List<ScoredValue> best = new ArrayList<>(parts);
        best.sort(Comparator.comparingLong(ScoredValue::score).reversed().thenComparingInt(ScoredValue::place));
        List<ScoredValue> chosen = new ArrayList<>();
        int length = 0;
        for (ScoredValue part : best) {
            if (length + part.line().length() + 1 <= longest) {
                chosen.add(part);
                length += part.line().length() + 1;
            }
        }
        if (chosen.isEmpty()) {
            return best.get(0).line().substring(0, longest);
        }
        chosen.sort(Comparator.comparingInt(ScoredValue::place));
        String lines = chosen.stream().map(ScoredValue::line).collect(Collectors.joining("\n"));
        int omitted = parts.size() - chosen.size();
        return lines + "\n(" + omitted + " other parts, which fit this call less, are left out)";
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        for (String word : text.replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\p{N}]+", -1)) {
            if (word.length() >= MIN_WORD_LENGTH || word.matches("\\p{N}+|[^\\x00-\\x7F]+")) {
                words.add(word);
            }
        }
        return words;
    }
}
