package me.fhir.chitchat.http.admission;

import jakarta.servlet.AsyncContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends asynchronous requests whose response cannot be written. */
public final class AsyncResponses {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncResponses.class);

    private AsyncResponses() {}

    /** Completes the request, unless the container has done so; no client is left to read a response. */
    public static void abandon(AsyncContext context, Throwable failure) {
        LOG.debug("The client disconnected before the response was written", failure);
        try {
            context.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The request was complete already", e);
        }
    }
}
