package me.fhir.chitchat.llm.rehearsal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what this side needs to see with what it was told so far. */
record Review(List<String> met, List<String> open) {
    static Review of(Scene scene) {
        String heard = scene.fromOthers().stream()
                .map(line -> line.text() + " " + String.join(" ", line.attachments()))
                .collect(Collectors.joining("\n"));
        Set<String> told = Words.stems(heard);
        var parted = scene.knowledge().demands().stream()
                .collect(Collectors.partitioningBy(demand -> covered(demand, told)));
        return new Review(parted.getOrDefault(true, List.of()), parted.getOrDefault(false, List.of()));
    }

    /** Most of a demand's words were heard. */
    private static boolean covered(String demand, Set<String> told) {
        Set<String> stems = Words.stems(demand);
        return 5 * Words.shared(stems, told) >= 3 * stems.size();
    }

    boolean complete() {
        return open.isEmpty() && !met.isEmpty();
    }
}
