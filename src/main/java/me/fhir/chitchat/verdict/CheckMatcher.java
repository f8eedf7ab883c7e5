package me.fhir.chitchat.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.scenario.schema.JsonSchema;
import org.jspecify.annotations.Nullable;

/** Decides whether a single event fits a check's conditions. For one thread. */
final class CheckMatcher {
    private static final int MAX_OPEN_CALLS = 100;
    private static final int MAX_NAME_LENGTH = 200;
    /** Parsing is the dearest part of a schema. */
    private static final int STEPS_OF_A_SCHEMA = 20;

    private static final int STEPS_OF_ANY_SCHEMA = 1_000_000;

    private final WorkBudget budget;

    /** Names of tools by the ids of their calls that have no result yet; the oldest are forgotten. */
    private final Map<String, String> openCalls = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_OPEN_CALLS;
        }
    };

    /** The tool whose result the event at hand is. */
    private @Nullable String resultOf;

    CheckMatcher(WorkBudget budget) {
        this.budget = budget;
    }

    /** Takes the next event of the log; {@link #fits} is about this one. */
    void next(LogEntry entry) {
        resultOf = null;
        String callId = entry.payload().text("toolCallId");
        if (callId == null) {
            return;
        }
        String key = Sha256.fingerprint(entry.agentId() + "\n" + callId);
        String name = entry.payload().text("name");
        if (entry.isTrace("tool_call") && name != null && name.length() <= MAX_NAME_LENGTH) {
            openCalls.put(key, name);
        } else if (entry.isTrace("tool_result")) {
            resultOf = openCalls.remove(key);
        }
    }

    boolean fits(Check check, LogEntry entry) {
        String by = check.candidates().by();
        if (by != null && !by.equals(entry.agentId())) {
            return false;
        }
        Check.Conditions conditions = check.conditions();
        return switch (check.candidates().in()) {
            case MESSAGE ->
                entry.isMessage()
                        && isContent(conditions, entry.text(), entry.text().raw());
            case ATTACHMENT -> entry.isMessage() && attachmentFits(conditions, entry.attachments());
            case TOOL_CALL -> entry.isTrace("tool_call") && toolFits(conditions, entry, "args");
            case TOOL_RESULT -> entry.isTrace("tool_result") && toolFits(conditions, entry, "result");
            case OUTCOME -> outcomeFits(conditions, entry);
        };
    }

    private boolean attachmentFits(Check.Conditions conditions, List<LogEntry.Passage> attachments) {
        return attachments.stream().anyMatch(content -> isContent(conditions, content, content.raw()));
    }

    private boolean toolFits(Check.Conditions conditions, LogEntry entry, String member) {
        String name = member.equals("args") ? entry.payload().text("name") : resultOf;
        if (conditions.tool() != null && !conditions.tool().equals(name)) {
            return false;
        }
        String status = entry.payload().has("error") ? "error" : "ok";
        if (conditions.status() != null && !conditions.status().equals(status)) {
            return false;
        }
        Json value = entry.payload().get(member);
        String raw = value == null ? "" : value.raw();
        // Of a result that is a text, the text is meant; of a document, what stands in it.
        return isContent(conditions, new LogEntry.Passage(value == null ? "" : JsonText.of(value)), raw);
    }

    private boolean outcomeFits(Check.Conditions conditions, LogEntry entry) {
        Json outcome = entry.payload().get("outcome");
        if (!entry.isMessage() || !(outcome instanceof Json.Object fields)) {
            return false;
        }
        if (conditions.status() != null && !conditions.status().equals(fields.text("status"))) {
            return false;
        }
        return isContent(conditions, new LogEntry.Passage(JsonText.of(outcome)), outcome.raw());
    }

    private boolean isContent(Check.Conditions conditions, LogEntry.Passage content, String json) {
        if (!budget.spend(steps(conditions, content.head().length(), json.length()))) {
            return false;
        }
        for (NormalText wanted : conditions.contains()) {
            if (!content.normal().contains(wanted)) {
                return false;
            }
        }
        if (conditions.matches() != null && !conditions.matches().isIn(content.head())) {
            return false;
        }
        return conditions.schema() == null || fitsSchema(conditions.schema(), json);
    }

    private static long steps(Check.Conditions conditions, long characters, long json) {
        long ofCharacter = 1L
                + conditions.contains().size()
                + (conditions.matches() == null ? 0 : conditions.matches().size());
        long ofSchema = conditions.schema() == null ? 0 : STEPS_OF_ANY_SCHEMA + STEPS_OF_A_SCHEMA * json;
        return characters * ofCharacter + ofSchema;
    }

    private boolean fitsSchema(JsonSchema schema, String json) {
        if (Json.parseOrNull(json) == null) {
            return false;
        }
        try {
            return schema.mismatches(json, budget.leftForSchemas(), budget::spendOnSchema)
                    .isEmpty();
        } catch (JsonSchema.NotValidatedException e) {
            // What cannot be decided does not hold.
            return false;
        }
    }
}
