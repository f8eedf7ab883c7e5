package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.time.Duration;
import me.fhir.chitchat.http.admission.OutgoingBytes;

/**
 * Counts large answers, which stay in memory until their client has read them, against what the server may have waiting.
 * Without room for one it waits a moment and then answers 503. Streamed answers hold little and are not concerned.
 */
final class LargeResponses implements WriterInterceptor {
    private static final int LARGE = 64 * 1024;
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);
    private static final long CHECK_EVERY_MS = 50;

    private final OutgoingBytes outgoing;

    LargeResponses(OutgoingBytes outgoing) {
        this.outgoing = outgoing;
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        long size = size(context.getEntity());
        if (context.getEntity() instanceof byte[] bytes) {
            // Else what is longer than a buffer goes in chunks. Jetty takes the header away again where it compresses.
            context.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, bytes.length);
        }
        if (size < LARGE) {
            LargeResponseFilter.giveBack(context);
            context.proceed();
            return;
        }
        // A client that does not read is ended by its connection, not from here.
        try (OutgoingBytes.Account account = outgoing.open(() -> {})) {
            try {
                waitForRoom(account, size);
            } finally {
                LargeResponseFilter.giveBack(context);
            }
            context.proceed();
        }
    }

    private static long size(Object entity) {
        if (entity instanceof byte[] bytes) {
            return bytes.length;
        }
        return entity instanceof CharSequence text ? text.length() : 0;
    }

    private static void waitForRoom(OutgoingBytes.Account account, long size) {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (!account.tryHold(size)) {
            if (System.nanoTime() > end) {
                throw BusyResponse.refusal();
            }
            try {
                Thread.sleep(CHECK_EVERY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw BusyResponse.refusal();
            }
        }
    }
}
