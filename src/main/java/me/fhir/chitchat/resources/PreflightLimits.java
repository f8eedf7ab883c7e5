package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import me.fhir.chitchat.http.ratelimit.AttemptLimit;
import me.fhir.chitchat.http.ratelimit.AttemptLimits;
import me.fhir.chitchat.outbound.UrlOrigin;

/**
 * Keeps checks of addresses from becoming a port scanner or a load on others: few a minute for each client and for each host
 * that is checked, and few at a time. For any thread.
 */
final class PreflightLimits {
    private static final int PER_CLIENT = 30;
    private static final int PER_HOST = 60;
    private static final int AT_A_TIME = 8;
    private static final int BUSY_SECONDS = 5;

    private final AttemptLimit clients;
    private final AttemptLimit perHost;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    /** @param name whose limits they are, by which all servers know them */
    PreflightLimits(String name, AttemptLimits limits) {
        this.clients = limits.limit(name + "-clients", PER_CLIENT);
        this.perHost = limits.limit(name + "-hosts", PER_HOST);
    }

    /** Counts a check of a client, whatever becomes of it; 429 beyond the limit. */
    void countClient(String address) {
        count(clients, address, "Your address has checked too many URLs; wait a minute and try again.");
    }

    /** Counts a check of a host; 429 beyond the limit. */
    void countHost(URI uri) {
        count(perHost, UrlOrigin.of(uri).host(), "This host was checked too often; wait a minute and try again.");
    }

    private static void count(AttemptLimit limit, String key, String sentence) {
        Duration wait = limit.wait(key);
        if (!wait.isZero()) {
            throw new ApiException(429, sentence, retryAfter(wait.toSeconds() + 1));
        }
        limit.missed(key);
    }

    /** Takes a place, which {@link #leave} gives back; 503 when there is none. */
    void enter() {
        if (!tryEnter()) {
            throw busy();
        }
    }

    /** Takes a place if there is one. */
    boolean tryEnter() {
        return places.tryAcquire();
    }

    /** 503 when there is no place at the moment; none is taken. */
    void requirePlace() {
        if (places.availablePermits() == 0) {
            throw busy();
        }
    }

    private static ApiException busy() {
        return new ApiException(
                503, "This server is checking other URLs; try again in a moment.", retryAfter(BUSY_SECONDS));
    }

    void leave() {
        places.release();
    }

    private static Map<String, String> retryAfter(long seconds) {
        return Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }
}
