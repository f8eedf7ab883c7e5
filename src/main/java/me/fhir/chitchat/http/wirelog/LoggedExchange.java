package me.fhir.chitchat.http.wirelog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request with its response, as far as that is there, without secrets.
 *
 * @param number grows with every exchange
 * @param revision grows with every change of any exchange
 * @param took null while it goes on
 * @param response null before there is one
 */
public record LoggedExchange(
        long number,
        long revision,
        Instant at,
        @Nullable Duration took,
        LoggedRequest request,
        @Nullable LoggedAnswer response) {
    /** A header. */
    public record Header(String name, String value) {}

    /**
     * The beginning of a body.
     *
     * @param bytes how many there were
     */
    public record Body(String text, long bytes) {}

    /** What was asked. */
    public record LoggedRequest(String method, String path, List<Header> headers, Body body) {}

    /**
     * What was answered; of a stream the frames so far.
     *
     * @param status over WebSocket the code with which the connection was closed for it, 0 when it was answered
     */
    public record LoggedAnswer(int status, List<Header> headers, Body body) {}
}
