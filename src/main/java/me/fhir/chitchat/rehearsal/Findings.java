package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.planner.PlannerStep.ToolUse;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;

/** What the tools of this turn found, in a sentence each. */
final class Findings {
    private static final int MOST = 3;
    private static final int LONGEST = 300;

    private Findings() {}

    static List<String> of(Situation situation) {
        List<String> sentences = new ArrayList<>();
        for (ToolUse use : situation.usedNow()) {
            String summary = use.failed() ? "" : summary(use.result());
            if (!summary.isBlank()
                    && sentences.size() < MOST
                    && !situation.phrases().wasSaid(summary)) {
                sentences.add(Words.sentence(Words.cut(summary, LONGEST)));
            }
        }
        return sentences;
    }

    private static String summary(String result) {
        try {
            return JsonText.toValue(result) instanceof Map<?, ?> map && map.get("summary") instanceof String text
                    ? text
                    : "";
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a tool's result must be JSON", e);
        }
    }
}
