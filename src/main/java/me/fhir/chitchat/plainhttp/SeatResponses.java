package me.fhir.chitchat.plainhttp;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.http.admission.AsyncResponses;
import me.fhir.chitchat.http.admission.ErrorReference;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.http.response.WholeResponse;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatRole;
import me.fhir.chitchat.seat.TooManyAttemptsException;
import me.fhir.chitchat.wire.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the answers to one request, in the form that its client asked for. */
record SeatResponses(
        AsyncContext context, Representation form, SeatUrls addresses, PageFrame frame, OutgoingBytes outgoing) {
    private static final Logger LOG = LoggerFactory.getLogger(SeatResponses.class);
    /** A code of the right form that opens nothing, for help to those whose code is wrong. */
    private static final String EXAMPLE = "0000-0000-0000";

    private static final Duration MAX_WAIT = Duration.ofSeconds(3);
    /**
     * Answers to one request.
     *
     * @param frame of answers that are pages
     * @param outgoing counts what its client has not read yet
     */
    static SeatResponses to(
            HttpServletRequest request, AsyncContext context, String apiBase, PageFrame frame, OutgoingBytes outgoing) {
        SeatCode example = SeatCode.parse(EXAMPLE).orElseThrow();
        return new SeatResponses(
                context,
                Representation.of(request.getHeader("Accept")),
                new SeatUrls(apiBase, example),
                frame,
                outgoing);
    }

    /** Answers for programs, whose address has its form: JSON, also where something is wrong. */
    static SeatResponses inJson(AsyncContext context, String apiBase, PageFrame frame, OutgoingBytes outgoing) {
        SeatCode example = SeatCode.parse(EXAMPLE).orElseThrow();
        return new SeatResponses(context, Representation.JSON, new SeatUrls(apiBase, example), frame, outgoing);
    }

    /** Writes an answer; fails when its client has gone. */
    @FunctionalInterface
    interface SeatAnswer {
        void answer() throws IOException;
    }

    /** Writes what was waited for. */
    @FunctionalInterface
    interface Writing<T> {
        void write(T value) throws IOException;
    }

    /** The body is longer than any that is taken. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** Gives an answer, or says why there is none, and never leaves the request open. */
    void answering(SeatAnswer answering) {
        try {
            answering.answer();
        } catch (IOException gone) {
            AsyncResponses.abandon(context, gone);
        } catch (RuntimeException e) {
            // The boundary of a request: whatever it was, the client gets a response.
            fail(e);
        }
    }

    private void fail(RuntimeException e) {
        try {
            failure(e);
        } catch (IOException | RuntimeException gone) {
            // Nothing more can be written.
            AsyncResponses.abandon(context, gone);
        }
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) context.getResponse();
    }

    void header(String name, String value) {
        response().setHeader(name, value);
    }

    SeatResponses at(SeatCode code) {
        return new SeatResponses(context, form, new SeatUrls(addresses.apiBase(), code), frame, outgoing);
    }

    /**
     * Writes the state of the conversation; 503 when there is no permit for it.
     *
     * @param reading reads it; may throw a {@link ConversationException}
     */
    void state(Supplier<SeatView> reading) throws IOException {
        Optional<ResponsePermits.HeldPermit> place = outgoing.places().tryTake(MAX_WAIT);
        if (place.isEmpty()) {
            busy();
            return;
        }
        try {
            state(reading.get());
        } finally {
            place.get().close();
        }
    }

    private void busy() throws IOException {
        header("Retry-After", "5");
        error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, OutgoingBytes.BUSY);
    }

    private void state(SeatView view) throws IOException {
        if (form == Representation.HTML && view.you().role() != SeatRole.SEAT) {
            redirect(addresses.page());
            return;
        }
        send(
                200,
                switch (form) {
                    case HTML -> new StatePage(addresses, frame).of(view);
                    case JSON -> new StateJson(addresses).of(view);
                    case MARKDOWN -> new StateMarkdown(addresses).of(view);
                });
    }

    /** Sends a browser back to the seat's page. */
    void seeOther() {
        redirect(addresses.seat());
    }

    private void redirect(String address) {
        response().setStatus(HttpServletResponse.SC_SEE_OTHER);
        header("Location", address);
        context.complete();
    }

    /** Writes a tool's result, which is JSON for every client. */
    void reply(String json) throws IOException {
        in(Representation.JSON).send(200, json);
    }

    /** A document for models. */
    void markdown(String document) throws IOException {
        in(Representation.MARKDOWN).send(200, document);
    }

    private SeatResponses in(Representation other) {
        return new SeatResponses(context, other, addresses, frame, outgoing);
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
                header("Retry-After", "1");
            }
            error(HttpStatus.of(refused.code()), refused.sentence());
        } else if (cause instanceof TooLargeException large) {
            error(413, String.valueOf(large.getMessage()));
        } else if (cause instanceof TooManyAttemptsException guesses) {
            header("Retry-After", String.valueOf(guesses.retryAfterSeconds()));
            error(429, guesses.sentence());
        } else {
            error(500, ErrorReference.log(LOG, cause));
        }
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
        response().setStatus(status);
        response().setContentType(form.mediaType());
        response().setCharacterEncoding("UTF-8");
        if (form == Representation.HTML) {
            response().setHeader("Content-Security-Policy", PageFrame.POLICY);
        }
        WholeResponse.send(context, outgoing, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets the headers of every response: its address and its content are secret. */
    void headers() {
        header("Cache-Control", "no-store");
        header("Referrer-Policy", "no-referrer");
        header("X-Content-Type-Options", "nosniff");
        header("X-Robots-Tag", "noindex");
        response().addHeader("Vary", "Accept");
    }
}
