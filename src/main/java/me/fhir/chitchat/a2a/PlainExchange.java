package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.http.admission.AsyncResponses;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.http.response.WholeResponse;
import me.fhir.chitchat.json.JsonWriter;

/**
 * An asynchronous request, and its answers outside of the protocol's own methods: a document, or a sentence about what is
 * wrong with the address. None of them waits for the client.
 */
record PlainExchange(AsyncContext context, OutgoingBytes outgoing) {
    /** Answers; may fail because the client has gone. */
    @FunctionalInterface
    interface PlainAnswer {
        void answer() throws IOException;
    }

    HttpServletRequest request() {
        return (HttpServletRequest) context.getRequest();
    }

    HttpServletResponse response() {
        return (HttpServletResponse) context.getResponse();
    }

    /** Ends the request in any case when there is no answer. */
    void answering(PlainAnswer answering) {
        try {
            answering.answer();
        } catch (IOException | RuntimeException e) {
            // The boundary of a request: nothing more can be written.
            AsyncResponses.abandon(context, e);
        }
    }

    void busy(String sentence) throws IOException {
        WholeResponse.busy(context, outgoing, sentence);
    }

    void error(int status, String sentence) throws IOException {
        response().setStatus(status);
        json(JsonWriter.object(json -> json.text("error", sentence)));
    }

    void json(String json) throws IOException {
        response().setContentType("application/json");
        WholeResponse.send(context, outgoing, json.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer that is its status and headers. */
    void empty(int status) {
        response().setStatus(status);
        context.complete();
    }
}
