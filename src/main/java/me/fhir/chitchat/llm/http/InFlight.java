package me.fhir.chitchat.llm.http;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/** One exchange on a worker's thread, which any other thread can abort: its connection is closed at once. */
final class InFlight {
    /** Jersey hides its HTTP client's request; the client runs on the thread that Jersey was called on. */
    private static final ThreadLocal<@Nullable InFlight> CURRENT = new ThreadLocal<>();

    private @Nullable Cancellable request;
    private boolean aborted;

    /** Hands the exchange that runs on this thread its request. */
    static final ExecChainHandler ANNOUNCE = new ExecChainHandler() {
        @Override
        public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
                throws IOException, HttpException {
            InFlight current = CURRENT.get();
            if (current != null && scope.originalRequest instanceof Cancellable cancellable) {
                current.is(cancellable);
            }
            return chain.proceed(request, scope);
        }
    };

    <T> T run(Callable<T> exchange) throws Exception {
        CURRENT.set(this);
        try {
            return exchange.call();
        } finally {
            CURRENT.remove();
        }
    }

    synchronized void abort() {
        aborted = true;
        if (request != null) {
            request.cancel();
        }
    }

    private synchronized void is(Cancellable cancellable) {
        request = cancellable;
        if (aborted) {
            cancellable.cancel();
        }
    }
}
