package me.fhir.chitchat.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;

/** The private traces between an agent and the person beside it: {@code user_query} and {@code user_response}. */
public final class PersonTraces {
    private static final String APPROVAL = "approval-";

    private PersonTraces() {}

    /**
     * What the person wrote.
     *
     * @param queryId the query it answers; empty for an instruction that nobody asked for
     * @param response the JSON value of the answer
     */
    public record Response(String queryId, RawJson response) {
        /** Whether it decides about a draft, which is no instruction for the model. */
        public boolean isApproval() {
            return queryId.startsWith(APPROVAL);
        }

        /** The words of the response. */
        public String text() {
            String raw = response.text();
            return raw.startsWith("\"") ? JsonText.unquote(raw) : raw;
        }
    }

    static RawJson query(String queryId, String question, RawJson context) {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put("type", "\"user_query\"");
        payload.put("queryId", JsonText.quote(queryId));
        payload.put("question", JsonText.quote(question));
        payload.put("context", context.text());
        return new RawJson(JsonObject.of(payload).text());
    }

    /** An instruction as a trace. */
    static RawJson instruction(String text) {
        return new RawJson("{\"type\":\"user_response\",\"queryId\":\"\",\"response\":" + JsonText.quote(text) + "}");
    }

    static String approvalId(int turn, int number) {
        return APPROVAL + turn + "-" + number;
    }

    /** The response in an event; empty when it holds none. */
    public static Optional<Response> response(Event event) {
        if (!(event.entry() instanceof Entry.Trace trace)
                || !trace.payload().text().contains("user_response")) {
            return Optional.empty();
        }
        try {
            JsonObject payload = JsonObject.parse(trace.payload().text());
            String response = payload.raw("response");
            if (!"user_response".equals(payload.string("type")) || response == null) {
                return Optional.empty();
            }
            String queryId = payload.string("queryId");
            return Optional.of(new Response(queryId == null ? "" : queryId, new RawJson(response)));
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored payload must be a JSON object", e);
        }
    }
}
