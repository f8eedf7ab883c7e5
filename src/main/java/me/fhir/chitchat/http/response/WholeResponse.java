package me.fhir.chitchat.http.response;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.json.JsonWriter;

/** Sends a whole body to a client without blocking, and ends. */
public final class WholeResponse {
    private WholeResponse() {}

    /** Sends this body; 503 when there is no room for it. */
    public static void send(AsyncContext context, OutgoingBytes outgoing, byte[] body) throws IOException {
        NonBlockingResponse response = open(context, outgoing);
        if (response.hold(body.length)) {
            send(context, response, body);
        } else {
            sendBusy(context, response, OutgoingBytes.BUSY);
        }
    }

    /** Says with 503 that the server has too much to do. */
    public static void busy(AsyncContext context, OutgoingBytes outgoing, String sentence) throws IOException {
        sendBusy(context, open(context, outgoing), sentence);
    }

    private static NonBlockingResponse open(AsyncContext context, OutgoingBytes outgoing) throws IOException {
        return new NonBlockingResponse(context, outgoing, () -> {}, () -> {});
    }

    private static void sendBusy(AsyncContext context, NonBlockingResponse response, String sentence) {
        if (context.getResponse() instanceof HttpServletResponse http) {
            http.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            http.setContentType("application/json");
            http.setHeader("Retry-After", "5");
        }
        byte[] body = JsonWriter.object(json -> json.text("error", sentence)).getBytes(StandardCharsets.UTF_8);
        response.mustHold(body.length);
        send(context, response, body);
    }

    private static void send(AsyncContext context, NonBlockingResponse response, byte[] body) {
        context.getResponse().setContentLength(body.length);
        response.open();
        response.send(body);
        response.finish();
    }
}
