package me.fhir.chitchat.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is read as it comes, by one thread; {@link #close} from any thread ends a read that waits, which then
 * fails. The caller that opened it closes it.
 */
public final class OutboundStream implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final Duration MAX_DISCARD = Duration.ofSeconds(1);
    private static final Duration FOR_EVER = Duration.ofDays(1_000);

    private final OutboundAnswer answer;
    private final InterruptibleCalls interruptible;
    private final InputStream in;
    private final EventReader events;

    /** Where an answer came from, and how to give it up. */
    record OutboundAnswer(
            ClassicHttpResponse response,
            URI uri,
            Map<String, String> headers,
            OutboundExchange exchange,
            AnswerBytes bytes) {}

    OutboundStream(OutboundAnswer answer, InterruptibleCalls interruptible) throws IOException {
        this.answer = answer;
        this.interruptible = interruptible;
        this.in = answer.response().getEntity() == null
                ? InputStream.nullInputStream()
                : answer.response().getEntity().getContent();
        this.events = new EventReader(in, answer.bytes());
    }

    public int status() {
        return answer.response().getCode();
    }

    /** Where the answer came from, after redirects. */
    public URI uri() {
        return answer.uri();
    }

    public @Nullable String header(String name) {
        return answer.headers().get(name.toLowerCase(Locale.ROOT));
    }

    /** Whether it consists of events; otherwise it has a {@link #body}. */
    public boolean isEventStream() {
        String type = header("content-type");
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    /**
     * Waits for the next event; null at the end of the stream.
     *
     * @throws OutboundException when the stream was cut or closed, or silent for longer than was agreed
     * @throws InterruptedException when the caller was interrupted; the stream is closed then
     */
    public @Nullable SentEvent next() throws OutboundException, InterruptedException {
        try {
            SentEvent event = interruptible
                    .await(() -> Optional.ofNullable(events.next()), FOR_EVER, this::close)
                    .orElse(null);
            if (event != null) {
                watched().receives(event.data(), true);
            }
            return event;
        } catch (OutboundException e) {
            throw watched().fails(e);
        }
    }

    /**
     * Waits for what is left as text, for as long as the limit.
     *
     * @throws OutboundException when it is cut, too long or too slow
     * @throws InterruptedException when the caller was interrupted; the stream is closed then
     */
    public String body(Duration limit) throws OutboundException, InterruptedException {
        try {
            return interruptible.await(this::text, limit, this::close);
        } catch (OutboundException e) {
            throw watched().fails(e);
        }
    }

    private WatchedCall watched() {
        return answer.exchange().watched();
    }

    private String text() throws OutboundException {
        if (header("content-encoding") != null && !"identity".equals(header("content-encoding"))) {
            throw new OutboundException(
                    OutboundFailure.BAD_RESPONSE, "The answer is compressed, which was not asked for.");
        }
        byte[] chunk = new byte[CHUNK];
        try (AnswerBuffer body = new AnswerBuffer(answer.bytes())) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                body.add(chunk, 0, read);
            }
            String text = body.take();
            String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
            watched().receives(whole, false);
            return whole;
        } catch (IOException | RuntimeException e) {
            // A body that breaks off is reported in several ways.
            throw FailureCause.of(e);
        }
    }

    /**
     * Reads what is left when it is short and closes: the connection can then be used again.
     *
     * @throws InterruptedException when the caller was interrupted
     */
    public void discard() throws InterruptedException {
        try {
            interruptible.await(
                    () -> {
                        OutboundExchange.discard(answer.response());
                        return true;
                    },
                    MAX_DISCARD,
                    this::close);
        } catch (OutboundException e) {
            // It is slow; its connection is given up.
        } finally {
            close();
        }
    }

    OutboundReply reply() throws OutboundException {
        return new OutboundReply(status(), uri(), answer.headers(), text());
    }

    @Override
    public void close() {
        answer.exchange().end();
    }
}
