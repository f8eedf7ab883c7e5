package me.fhir.chitchat.llm.rehearsal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.llm.Purpose.RoleTool;

/** Chooses between tools that end the conversation. */
final class Verdict {
    private static final int NAMED = 3;

    private Verdict() {}

    /** The tool to end with: a good outcome, unless what this side knows speaks against it; none when all failed. */
    static Optional<RoleTool> choose(Scene scene) {
        List<String> order = scene.knowledge().objections().isEmpty()
                ? List.of("success", "neutral", "failure")
                : List.of("failure", "neutral", "success");
        return scene.terminalTools().stream()
                .filter(tool -> !scene.failedNow(tool))
                .min(Comparator.comparingInt(tool -> {
                    int rank = order.indexOf(String.valueOf(tool.endStatus()));
                    return rank < 0 ? 1 : rank;
                }));
    }

    static String reasoning(Scene scene, RoleTool tool) {
        return grounds(scene, tool) + " So I use " + tool.name() + ".";
    }

    /** Why the decision is as it is. */
    static String grounds(Scene scene, RoleTool tool) {
        List<String> objections = scene.knowledge().objections();
        if (String.valueOf(tool.endStatus()).equals("failure") && !objections.isEmpty()) {
            return "Our records speak against it: "
                    + Words.sentence(Words.enumeration(objections.stream()
                            .limit(NAMED)
                            .map(Words::withoutStop)
                            .toList()));
        }
        List<String> documents = scene.allDocuments();
        List<String> met = Review.of(scene).met();
        if (String.valueOf(tool.endStatus()).equals("failure")) {
            return "What we need to see is not documented.";
        }
        String seen = documents.isEmpty()
                ? "What we were told"
                : "The documents received (" + Words.enumeration(documents) + ")";
        if (met.isEmpty()) {
            return documents.isEmpty() ? "What we were told answers our questions." : seen + " answer our questions.";
        }
        return seen
                + (documents.isEmpty() ? " covers these points: " : " cover these points: ")
                + Words.sentence(met.stream()
                        .map(Words::withoutStop)
                        .reduce((a, b) -> a + "; " + b)
                        .orElse(""));
    }
}
