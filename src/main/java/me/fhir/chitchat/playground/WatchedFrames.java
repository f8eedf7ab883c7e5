package me.fhir.chitchat.playground;

import java.net.URI;
import java.util.Map;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.ExchangeWatcher;
import me.fhir.chitchat.outbound.OutboundException;
import org.jspecify.annotations.Nullable;

/**
 * Reports each request and each frame of its answer, numbered by requests: {@code sent}, {@code answered},
 * {@code received} and {@code failed}. For any thread.
 */
final class WatchedFrames implements ExchangeWatcher {
    private static final int MAX_LENGTH = 64 * 1024;
    /** Of what is not JSON: enough to see what answers, too little to read other people's pages by it. */
    private static final int MAX_OTHER_LENGTH = 300;

    private final TrialEvents events;
    private int number;

    WatchedFrames(TrialEvents events) {
        this.events = events;
    }

    @Override
    public synchronized void sent(String method, URI uri, Map<String, String> headers, @Nullable String body) {
        int n = ++number;
        events.happened("sent", json -> {
            json.number("n", n)
                    .text("method", method)
                    .text("url", uri.toString())
                    .object("headers", members -> headers.forEach(members::text))
                    .optionalText("body", body == null ? null : start(body, MAX_LENGTH));
            if (body != null && body.length() > MAX_LENGTH) {
                json.number("length", body.length());
            }
        });
    }

    private static String start(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    @Override
    public synchronized void answered(int status, Map<String, String> headers) {
        int n = number;
        events.happened("answered", json -> json.number("n", n)
                .number("status", status)
                .object("headers", members -> headers.forEach(members::text)));
    }

    @Override
    public synchronized void received(String text, boolean event) {
        int n = number;
        int longest = text.isBlank() || Json.parseOrNull(text) != null ? MAX_LENGTH : MAX_OTHER_LENGTH;
        events.happened("received", json -> write(json.number("n", n), text, event, longest));
    }

    private static void write(JsonWriter json, String text, boolean event, int longest) {
        json.flag("event", event).text("text", start(text, longest));
        if (text.length() > longest) {
            json.number("length", text.length());
        }
    }

    @Override
    public synchronized void failed(OutboundException failure) {
        int n = number;
        events.happened("failed", json -> json.number("n", n)
                .text("class", failure.failure().wire())
                .text("sentence", failure.sentence()));
    }
}
