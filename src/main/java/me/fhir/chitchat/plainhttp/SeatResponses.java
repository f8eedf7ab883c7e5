package me.fhir.chitchat.plainhttp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import me.fhir.chitchat.admission.OutgoingBytes;
import me.fhir.chitchat.admission.ResponsePermits;
import me.fhir.chitchat.concurrent.Futures;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatRole;
import me.fhir.chitchat.seat.TooManyGuesses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the answers to one request, in the form that its client asked for. */
record SeatResponses(
        HttpServletResponse response,
        Representation form,
        SeatUrls addresses,
        PageFrame frame,
        OutgoingBytes outgoing) {
    private static final Logger LOG = LoggerFactory.getLogger(SeatResponses.class);
    /** A code of the right form that opens nothing, for help to those whose code is wrong. */
    private static final String EXAMPLE = "0000-0000-0000";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    /** Bytes; an answer above this size is sent only when the server has room for it. */
    private static final int LARGE = 64 * 1024;

    /**
     * Answers to one request.
     *
     * @param frame of answers that are pages
     * @param outgoing counts what its client has not read yet
     */
    static SeatResponses to(
            HttpServletRequest request,
            HttpServletResponse response,
            String apiBase,
            PageFrame frame,
            OutgoingBytes outgoing) {
        SeatCode example = SeatCode.parse(EXAMPLE).orElseThrow();
        return new SeatResponses(
                response,
                Representation.of(request.getHeader("Accept")),
                new SeatUrls(apiBase, example),
                frame,
                outgoing);
    }

    SeatResponses at(SeatCode code) {
        return new SeatResponses(response, form, new SeatUrls(addresses.apiBase(), code), frame, outgoing);
    }

    /**
     * Tells where the conversation stands; 503 when there is no room for it.
     *
     * @param reading reads it; may throw a {@link ConversationException}
     */
    void state(Supplier<SeatView> reading) throws IOException {
        Optional<ResponsePermits.TakenPlace> place = outgoing.places().tryTake(LONGEST_WAIT);
        if (place.isEmpty()) {
            busy();
            return;
        }
        try {
            state(reading.get(), place.get()::close);
        } finally {
            place.get().close();
        }
    }

    private void busy() throws IOException {
        response.setHeader("Retry-After", "5");
        error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, OutgoingBytes.BUSY);
    }

    private void state(SeatView view, Runnable counted) throws IOException {
        if (form == Representation.HTML && view.you().role() != SeatRole.SEAT) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", addresses.page());
            return;
        }
        send(
                200,
                switch (form) {
                    case HTML -> new StatePage(addresses, frame).of(view);
                    case JSON -> new StateJson(addresses).of(view);
                    case MARKDOWN -> new StateMarkdown(addresses).of(view);
                },
                counted);
    }

    /** Sends a browser back to the seat's page. */
    void seeOther() {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", addresses.seat());
    }

    /** What a tool returned, which is JSON for every client. */
    void reply(String json) throws IOException {
        new SeatResponses(response, Representation.JSON, addresses, frame, outgoing).send(200, json);
    }

    /** A sentence about something that is done. */
    void done(String sentence) throws IOException {
        send(
                200,
                switch (form) {
                    case HTML -> frame.sentence("Done", sentence);
                    case JSON -> JsonWriter.object(json -> json.flag("ok", true).text("next", sentence));
                    case MARKDOWN -> "# Done\n\n" + sentence + "\n";
                });
    }

    void error(int status, String sentence) throws IOException {
        send(
                status,
                switch (form) {
                    case HTML -> frame.sentence("This did not work", sentence);
                    case JSON -> JsonWriter.object(json -> json.text("error", sentence));
                    case MARKDOWN -> "# This did not work (" + status + ")\n\n" + sentence + "\n\n" + help();
                });
    }

    void failure(Throwable thrown) throws IOException {
        Throwable cause = Futures.cause(thrown);
        if (cause instanceof ConversationException refused) {
            if (refused.code() == ErrorCode.STORE_UNAVAILABLE) {
                response.setHeader("Retry-After", "1");
            }
            error(status(refused.code()), refused.sentence());
        } else if (cause instanceof TooManyGuesses guesses) {
            response.setHeader("Retry-After", String.valueOf(guesses.retryAfterSeconds()));
            error(429, guesses.sentence());
        } else {
            String id = UUID.randomUUID().toString();
            LOG.error("A request for a seat failed, error id {}", id, cause);
            error(500, "Something went wrong on the server; error id " + id + ".");
        }
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_PARAMS, FINALITY_NOT_ALLOWED -> 400;
            case NOT_ALLOWED -> 403;
            case NOT_FOUND -> 404;
            case TURN_CONFLICT, INVALID_TURN, CONVERSATION_FINALIZED -> 409;
            case STORE_UNAVAILABLE -> 503;
            case STORE_FULL -> 507;
        };
    }

    private String help() {
        String seat = addresses.seat();
        return "What there is:\n\n- `GET " + seat + "` tells where you are and what to do\n- `POST " + seat
                + "/say` says the body of the request\n- `GET " + seat
                + "/wait?after=SEQ&seconds=20` waits for something new\n- `POST " + seat
                + "/leave` gives the seat up\n- `POST " + seat
                + "/tools/NAME` uses a tool of the seat's role; the body is its arguments as JSON\n";
    }

    private void send(int status, String text) throws IOException {
        send(status, text, () -> {});
    }

    /** @param counted runs once what is sent is counted, before its client is waited for */
    private void send(int status, String text, Runnable counted) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        // A client that does not read is ended by its connection, not from here.
        try (OutgoingBytes.Account account = outgoing.open(() -> {})) {
            if (body.length < LARGE) {
                account.hold(body.length);
            } else if (!account.tryHold(body.length)) {
                busy();
                return;
            }
            counted.run();
            write(status, body);
        }
    }

    private void write(int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(form.mediaType());
        response.setCharacterEncoding("UTF-8");
        if (form == Representation.HTML) {
            response.setHeader("Content-Security-Policy", PageFrame.POLICY);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** What every answer carries: its address is a secret, and so is what it says. */
    void headers() {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Robots-Tag", "noindex");
        response.addHeader("Vary", "Accept");
    }
}
