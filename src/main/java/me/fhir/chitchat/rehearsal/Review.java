package me.fhir.chitchat.rehearsal;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares what this side needs to see with what it was told and sent so far. */
record Review(List<String> met, List<String> open) {
    /** The number that a criterion may begin with, such as {@code 4.2(a)}. */
    private static final Pattern NUMBER = Pattern.compile("^([A-Z]{1,4}-?)?\\d[\\d.]*(\\([a-z0-9]+\\))?[.):]?\\s+");

    static Review of(Scene scene) {
        List<String> demands = scene.knowledge().demands();
        if (scene.allDocuments().isEmpty()) {
            return new Review(List.of(), demands);
        }
        String heard = scene.fromOthers().stream()
                .map(line -> line.text() + " " + String.join(" ", line.attachments()))
                .collect(Collectors.joining("\n"));
        Set<String> told = Words.stems(heard);
        var parted = demands.stream().collect(Collectors.partitioningBy(demand -> covered(demand, told)));
        return new Review(parted.getOrDefault(true, List.of()), parted.getOrDefault(false, List.of()));
    }

    /** Half of the words that name a demand were heard, and a third of all its words. */
    private static boolean covered(String demand, Set<String> told) {
        Set<String> all = Words.stems(demand);
        Set<String> named = Words.stems(head(demand));
        return 2 * Words.shared(named, told) >= named.size() && 3 * Words.shared(all, told) >= all.size();
    }

    /** What a demand is called: the words before a colon, without its number. */
    static String head(String demand) {
        String bare = NUMBER.matcher(demand).replaceFirst("");
        int colon = bare.indexOf(':');
        return Words.lowered(Words.cut(Words.withoutStop(colon > 0 ? bare.substring(0, colon) : bare), 80));
    }

    static String heads(List<String> demands) {
        return Words.enumeration(demands.stream().map(Review::head).toList());
    }

    boolean complete() {
        return open.isEmpty() && !met.isEmpty();
    }
}
