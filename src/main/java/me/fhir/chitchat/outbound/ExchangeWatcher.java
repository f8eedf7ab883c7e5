package me.fhir.chitchat.outbound;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees each request of a client and what comes back, redirects included, without the secrets of the caller: the values of its
 * headers, and the queries of addresses. On the threads that call and read; one call after the other.
 */
public interface ExchangeWatcher {
    /** Sees nothing. */
    ExchangeWatcher NONE = new ExchangeWatcher() {
        @Override
        public void sent(String method, URI uri, Map<String, String> headers, @Nullable String body) {}

        @Override
        public void answered(int status, Map<String, String> headers) {}

        @Override
        public void received(String text, boolean event) {}

        @Override
        public void failed(OutboundException failure) {}
    };

    void sent(String method, URI uri, Map<String, String> headers, @Nullable String body);

    /** The head of the answer to what was sent last. */
    void answered(int status, Map<String, String> headers);

    /**
     * A piece of the answer.
     *
     * @param event whether it is one event of a stream; else it is a whole body
     */
    void received(String text, boolean event);

    /** The call, or the reading of its answer, has come to nothing. */
    void failed(OutboundException failure);
}
