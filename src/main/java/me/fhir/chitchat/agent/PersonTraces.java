package me.fhir.chitchat.agent;

import java.util.Optional;
import java.util.UUID;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;

/** The private traces between an agent and the person beside it: {@code user_query} and {@code user_response}. */
public final class PersonTraces {
    private static final String RESPONSE = "user_response";
    private static final String APPROVAL = "approval-";

    private PersonTraces() {}

    /**
     * The person's text.
     *
     * @param queryId the query it answers; empty for an unsolicited instruction
     * @param response the JSON value of the answer
     */
    public record Response(String queryId, RawJson response) {
        /** Whether it decides about a draft, which is not an instruction for the model. */
        public boolean isApproval() {
            return isApprovalId(queryId);
        }

        /** The words of the response. */
        public String text() {
            Json value = StoredJson.parse(response.text());
            return value instanceof Json.Text text ? text.value() : value.raw();
        }
    }

    static RawJson query(String queryId, String question, RawJson context) {
        return new RawJson(JsonWriter.object(json -> json.text("type", "user_query")
                .text("queryId", queryId)
                .text("question", question)
                .raw("context", context.text())));
    }

    /** An instruction as a trace. */
    static RawJson instruction(String text) {
        return new RawJson(JsonWriter.object(
                json -> json.text("type", RESPONSE).text("queryId", "").text("response", text)));
    }

    /** An answer as a trace; the same query is answered once. */
    static RawJson answer(String queryId, RawJson response) {
        return new RawJson(JsonWriter.object(json -> json.text("type", RESPONSE)
                .text("queryId", queryId)
                .raw("response", response.text())
                .text("clientRequestId", "answer-" + queryId)));
    }

    /** A new id, not even used in a turn that was given up. */
    static String newApprovalId(int turn) {
        return APPROVAL + turn + "-" + UUID.randomUUID();
    }

    static boolean isApprovalId(String queryId) {
        return queryId.startsWith(APPROVAL);
    }

    /** The response in an event; empty when it holds none. */
    public static Optional<Response> response(Event event) {
        if (!(event.entry() instanceof Entry.Trace trace)
                || !trace.payload().text().contains(RESPONSE)) {
            return Optional.empty();
        }
        Json.Object payload = StoredJson.object(trace.payload().text());
        Json response = payload.get("response");
        if (!RESPONSE.equals(payload.text("type")) || response == null) {
            return Optional.empty();
        }
        String queryId = payload.text("queryId");
        return Optional.of(new Response(queryId == null ? "" : queryId, new RawJson(response.raw())));
    }
}
