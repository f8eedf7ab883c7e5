package me.fhir.chitchat.llm.http;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import me.fhir.chitchat.llm.FailureKind;
import org.glassfish.jersey.client.ClientProperties;

/**
 * Talks to model servers. The exchange runs on a worker's thread while the caller waits, because a thread that reads
 * from a socket cannot be interrupted: so an interrupt or the deadline aborts the connection at once.
 */
public final class ModelHttp {
    /** No model writes as much; what does is not one. */
    private static final int MAX_BODY_LENGTH = 8 * 1024 * 1024;

    private final Supplier<Client> client;
    private final ExecutorService workers;
    private final Clock clock;

    /**
     * The workers must not be bounded: as many as all providers' places may be busy. Closing the client ends all calls.
     */
    public ModelHttp(Supplier<Client> client, ExecutorService workers, Clock clock) {
        this.client = client;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Sends one request and reads the whole answer.
     *
     * @throws NoReplyException when none came within the time
     * @throws InterruptedException when the caller was interrupted; the connection is closed then
     */
    public HttpReply send(HttpCall call, Duration timeLeft) throws NoReplyException, InterruptedException {
        InFlight inFlight = new InFlight();
        FutureTask<HttpReply> exchange = new FutureTask<>(() -> inFlight.run(() -> exchange(call, timeLeft, inFlight)));
        try {
            workers.execute(exchange);
            return exchange.get(timeLeft.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new NoReplyException(FailureKind.OTHER, "this server is stopping");
        } catch (TimeoutException e) {
            throw new NoReplyException(FailureKind.TIMEOUT, "it did not answer in time");
        } catch (ExecutionException e) {
            throw NoReplyException.of(e);
        } finally {
            if (!exchange.isDone()) {
                inFlight.abort();
                exchange.cancel(true);
            }
        }
    }

    private HttpReply exchange(HttpCall call, Duration timeLeft, InFlight inFlight)
            throws IOException, NoReplyException {
        // On the request, not on the target: a target of its own would bring up a runtime of its own for every call.
        Invocation.Builder request = client.get()
                .target(call.uri())
                .request(MediaType.APPLICATION_JSON_TYPE)
                .property(ClientProperties.READ_TIMEOUT, (int) Math.min(timeLeft.toMillis() + 1, Integer.MAX_VALUE));
        call.headers().forEach(request::header);
        try (Response response = call.json() == null
                ? request.get()
                : request.post(
                        Entity.entity(call.json().getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON_TYPE))) {
            return new HttpReply(
                    response.getStatus(),
                    response.getHeaderString(HttpHeaders.CONTENT_TYPE),
                    RetryAfter.parse(response.getHeaderString(HttpHeaders.RETRY_AFTER), clock.instant()),
                    body(response, inFlight));
        }
    }

    private static String body(Response response, InFlight inFlight) throws IOException, NoReplyException {
        if (!response.hasEntity()) {
            return "";
        }
        byte[] bytes = response.readEntity(InputStream.class).readNBytes(MAX_BODY_LENGTH + 1);
        if (bytes.length > MAX_BODY_LENGTH) {
            // Closing a response reads it to its end first, and this one may have none.
            inFlight.abort();
            throw new NoReplyException(FailureKind.UNREADABLE, "its answer is too long");
        }
        return decoded(bytes);
    }

    /** The text of a body in UTF-8, or as the byte order mark before it says; the mark is not part of the text. */
    private static String decoded(byte[] bytes) {
        Charset charset = StandardCharsets.UTF_8;
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
            charset = StandardCharsets.UTF_16BE;
        } else if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
            charset = StandardCharsets.UTF_16LE;
        }
        String text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
