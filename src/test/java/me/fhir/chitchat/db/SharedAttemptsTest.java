package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.http.ratelimit.AttemptLimit;
import me.fhir.chitchat.http.ratelimit.AttemptLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts that are made on one of two servers. */
class SharedAttemptsTest {
    private final TickingClock clock = new TickingClock();

    private SharedServers servers;
    private StoreFixture one;
    private StoreFixture other;

    @BeforeEach
    void open() throws Exception {
        servers = new SharedServers();
        one = servers.one;
        other = servers.other;
    }

    @AfterEach
    void close() throws Exception {
        servers.close();
    }

    private AttemptLimits limitsOf(StoreFixture server) {
        return new AttemptLimits(clock, new SharedAttempts(server.database));
    }

    @Test
    void countsEachAttemptOfOneTransaction() throws Exception {
        AttemptLimit here = limitsOf(one).limit("codes", 3);
        AttemptLimit there = limitsOf(other).limit("codes", 3);
        HeldWriter held = new HeldWriter(one.database);
        for (int i = 0; i < 3; i++) {
            here.missed("a");
        }
        held.close();
        Awaitility.await().until(() -> !there.wait("a").isZero());
    }

    @Test
    void bothServersCountEachAttemptOnceByLimitAndAddress() {
        AttemptLimits limits = limitsOf(one);
        AttemptLimit here = limits.limit("codes", 4);
        AttemptLimit sister = limits.limit("tokens", 1);
        AttemptLimit there = limitsOf(other).limit("codes", 4);
        there.missed("a");
        here.missed("a");
        here.missed("a b");
        here.missed("a");
        // Each server tells its attempts in their order: once the last one has come, all have.
        for (int i = 0; i < 4; i++) {
            here.missed("told by one");
            there.missed("told by the other");
        }
        Awaitility.await()
                .until(() -> !there.wait("told by one").isZero()
                        && !here.wait("told by the other").isZero());
        assertThat(here.wait("a")).isZero();
        assertThat(there.wait("a")).isZero();
        there.missed("a");
        Awaitility.await()
                .until(() -> !here.wait("a").isZero() && !there.wait("a").isZero());
        assertThat(there.wait("a b")).isZero();
        assertThat(sister.wait("a")).isZero();
        clock.advance(Duration.ofSeconds(61).toMillis());
        assertThat(there.wait("a")).isZero();
    }

    @Test
    void serverWithoutReplicasCountsAlone() throws Exception {
        StoreFixture alone =
                new StoreFixture(StoredIn.POSTGRESQL.at(Path.of("attempts-" + System.nanoTime())), Clock.systemUTC());
        AttemptLimit limit = limitsOf(alone).limit("codes", 1);
        limit.missed("a");
        assertThat(limit.wait("a")).isPositive();
        alone.close();
    }
}
