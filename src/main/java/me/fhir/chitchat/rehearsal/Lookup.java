package me.fhir.chitchat.rehearsal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.agent.planner.RoleTool;

/** Picks what to look up before answering. */
final class Lookup {
    private static final int PER_TURN = 2;

    private Lookup() {}

    /** The next tool to use in this turn: one that was not used before, the one that fits what was said best. */
    static Optional<RoleTool> next(Scene scene) {
        if (scene.usedNow().size() >= PER_TURN) {
            return Optional.empty();
        }
        Set<String> asked = Words.stems(scene.newsText());
        List<RoleTool> unused = scene.step().role().tools().stream()
                .filter(tool -> !tool.endsConversation() && !scene.everUsed(tool))
                .toList();
        Comparator<RoleTool> fit = Comparator.comparingInt(tool -> fit(tool, asked));
        Optional<RoleTool> best = unused.stream().max(fit.thenComparingInt(tool -> -unused.indexOf(tool)));
        boolean first = scene.usedNow().isEmpty();
        return best.filter(tool -> first || fit(tool, asked) > 1);
    }

    private static int fit(RoleTool tool, Set<String> asked) {
        return 2 * Words.shared(Words.stems(tool.name()), asked) + Words.shared(Words.stems(tool.description()), asked);
    }

    /** Whether there is no tool left that was not used. */
    static boolean exhausted(Scene scene) {
        return scene.step().role().tools().stream().allMatch(tool -> tool.endsConversation() || scene.everUsed(tool));
    }

    static String reasoning(Scene scene, RoleTool tool) {
        String subject = Words.lowered(Words.subject(tool.name()));
        String asker =
                scene.speaker().map(partner -> "To answer " + partner.name()).orElse("Before I speak");
        return scene.usedNow().isEmpty()
                ? asker + " I look at the " + subject + " first."
                : "I also look at the " + subject + ".";
    }

    /** The words of what was said that this tool is about. */
    static String topic(Scene scene, RoleTool tool) {
        Set<String> wanted = Words.stems(tool.name() + " " + tool.description());
        return Words.sentences(scene.newsText()).stream()
                .max(Comparator.comparingInt(sentence -> Words.shared(Words.stems(sentence), wanted)))
                .filter(sentence -> sentence.length() <= 160)
                .map(Words::withoutStop)
                .orElse(Words.subject(tool.name()));
    }

    static String grounds(Scene scene, RoleTool tool) {
        String title = scene.step().role().plot().title();
        return Words.sentence(Words.subject(tool.name()) + " is needed for this: " + Words.lowered(title));
    }
}
