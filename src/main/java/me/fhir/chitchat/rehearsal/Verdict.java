package me.fhir.chitchat.rehearsal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.agent.planner.RoleTool;

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
        Review review = Review.of(scene);
        if (String.valueOf(tool.endStatus()).equals("failure")) {
            return review.open().isEmpty()
                    ? "What we need for a better answer is not documented."
                    : "These points are not documented: " + Words.sentence(Review.heads(review.open()));
        }
        String seen = Words.capitalised(documents.isEmpty() ? "what we were told" : Words.fileTitles(documents));
        boolean several = documents.size() > 1;
        if (review.met().isEmpty()) {
            return seen + (several ? " answer our questions." : " answers our questions.");
        }
        String which = review.open().isEmpty() ? " all our points: " : " what matters most: ";
        return seen + (several ? " cover" : " covers") + which + Words.sentence(Review.heads(review.met()));
    }
}
