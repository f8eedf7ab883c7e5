package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.planner.PlannerStep.ToolUse;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** What the tools of this turn found, in a sentence each. */
final class LookupSummaries {
    private static final int MAX = 3;
    private static final int MAX_LENGTH = 300;

    private LookupSummaries() {}

    static List<String> of(StepContext context) {
        List<String> sentences = new ArrayList<>();
        for (ToolUse use : context.usedNow()) {
            String summary = use.failed() ? "" : summary(use.result());
            if (isSentence(summary, context)
                    && sentences.size() < MAX
                    && !context.phrases().wasSaid(summary)) {
                sentences.add(TextFormat.sentence(TextFormat.cut(summary, MAX_LENGTH)));
            }
        }
        return sentences;
    }

    /** Whether a summary is what the knowledge says in words, or that there is nothing; fields are in the document. */
    private static boolean isSentence(String summary, StepContext context) {
        boolean nothing = summary.contains(OracleDocument.nothing(context.phrases()));
        return !summary.isBlank()
                && (nothing
                        || context.evidence().knowledge().leaves().stream()
                                .anyMatch(leaf -> leaf.name().equals("summary")
                                        && summary.contains(TextFormat.withoutStop(
                                                leaf.statement().text()))));
    }

    private static String summary(String result) {
        try {
            return PlainJson.of(Json.parse(result)) instanceof Map<?, ?> map
                            && map.get("summary") instanceof String text
                    ? text
                    : "";
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a tool's result must be JSON", e);
        }
    }
}
