package me.fhir.chitchat.http.admission;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Lets requests occupy only a part of the server's threads, and those that bring a body a smaller one: a client that sends
 * or reads slowly keeps a thread for as long. Protocols whose requests wait, and so come by the thousand, have three
 * eighths. What is left over answers health checks, and everybody else with 503 at once. A request that waits without a
 * thread is not counted.
 */
final class ThreadShareFilter implements Filter {
    static final String BUSY = "The server is busy with too many requests; try again in a few seconds.";

    private static final int RETRY_AFTER_SECONDS = 5;
    private static final Set<String> ALWAYS = Set.of("/api/live", "/api/health", "/api/status");

    private final Semaphore all;
    private final Semaphore withBody;
    private final Semaphore ofBridges;

    /** @param threads how many the server has for requests */
    ThreadShareFilter(int threads) {
        all = new Semaphore(Math.max(2, threads / 4 * 3));
        withBody = new Semaphore(Math.max(1, threads / 2));
        ofBridges = new Semaphore(Math.max(1, threads / 8 * 3));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http)
                || !(response instanceof HttpServletResponse answer)
                || ALWAYS.contains(http.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        FilterChain bodies = (counted, ignored) -> {
            if (RequestFilter.hasBody(http)) {
                within(withBody, http, answer, chain);
            } else {
                chain.doFilter(counted, ignored);
            }
        };
        within(all, http, answer, (counted, ignored) -> {
            if (RequestFilter.isForProtocols(http)) {
                within(ofBridges, http, answer, bodies);
            } else {
                bodies.doFilter(counted, ignored);
            }
        });
    }

    private static void within(
            Semaphore share, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!share.tryAcquire()) {
            response.setHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
            RequestFilter.refuseUnread(request, response, new RequestFilter.Refusal(503, BUSY));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            share.release();
        }
    }
}
