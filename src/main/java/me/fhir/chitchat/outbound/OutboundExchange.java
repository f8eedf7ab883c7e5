package me.fhir.chitchat.outbound;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** One call, redirects included, which any thread can end: what is not read by then is given up with its connection. */
final class OutboundExchange {
    private @Nullable HttpUriRequestBase request;
    private @Nullable ClassicHttpResponse response;
    private boolean ended;

    /** The request that is sent next. */
    synchronized void sends(HttpUriRequestBase next) {
        request = next;
        if (ended) {
            next.cancel();
        }
    }

    /** The answer to it. */
    synchronized void receives(ClassicHttpResponse next) {
        response = next;
        if (ended) {
            end();
        }
    }

    /** Ends the call, if it is not over; a connection whose answer was read to its end is kept for others. */
    synchronized void end() {
        ended = true;
        if (request != null) {
            request.cancel();
        }
        close();
    }

    /** Gives up the present answer, for the next request. */
    synchronized void close() {
        if (response != null) {
            try {
                response.close();
            } catch (IOException e) {
                // It is given up in any case.
            }
        }
    }
}
