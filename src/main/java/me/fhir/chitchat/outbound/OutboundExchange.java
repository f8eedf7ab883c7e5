package me.fhir.chitchat.outbound;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** One call, redirects included, which any thread can end: what is not read by then is given up with its connection. */
final class OutboundExchange {
    private static final long MAX_DISCARDED_LENGTH = 64L * 1024;

    private final WatchedCall watched;
    private @Nullable HttpUriRequestBase request;
    private @Nullable ClassicHttpResponse response;
    private boolean ended;

    OutboundExchange(WatchedCall watched) {
        this.watched = watched;
    }

    /** Observes the exchange. */
    WatchedCall watched() {
        return watched;
    }

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

    /**
     * Ends the call, if it is not over; a connection whose answer was read to its end is kept for others. The answer is not
     * closed here: that reads on to its end, and the thread that reads it may be in the midst of the same buffer.
     */
    synchronized void end() {
        ended = true;
        if (request != null) {
            request.cancel();
        }
    }

    /** Gives up the present answer, for the next request. By the thread that reads. */
    synchronized void close() {
        if (response != null) {
            try {
                response.close();
            } catch (IOException e) {
                // It is given up in any case.
            }
        }
    }

    /**
     * Reads the rest of an unwanted answer, when it is short: its connection can be used again, and its sender sees
     * no reset. By the thread that reads.
     */
    static void discard(ClassicHttpResponse unwanted) {
        HttpEntity entity = unwanted.getEntity();
        if (entity != null) {
            try {
                InputStream in = entity.getContent();
                in.skipNBytes(MAX_DISCARDED_LENGTH);
            } catch (IOException e) {
                // It was short, or broken.
            }
        }
    }
}
