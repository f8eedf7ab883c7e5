package me.fhir.chitchat.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import me.fhir.chitchat.http.ratelimit.AttemptLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces attempts that are limited to the servers on one database, by notifications. One that is lost with a connection is not
 * counted by others; a minute later it would not count any more.
 */
public final class SharedAttempts implements AttemptLimits.OtherServers {
    private static final Logger LOG = LoggerFactory.getLogger(SharedAttempts.class);
    /** A notification may have 8,000 bytes. */
    private static final int MAX_KEY_LENGTH = 500;

    private final Database database;
    private final Map<String, Consumer<String>> counters = new ConcurrentHashMap<>();
    private final AtomicLong announced = new AtomicLong();

    public SharedAttempts(Database database) {
        this.database = database;
        database.sharedCommits().onSignal(SharedCommits.Signal.ATTEMPT, this::received);
    }

    @Override
    public void announce(String limit, String key) {
        if (!database.shared() || key.length() > MAX_KEY_LENGTH) {
            return;
        }
        // Numbered, since of equal notifications of one transaction PostgreSQL delivers one.
        String text = String.join(" ", database.replica(), Long.toString(announced.incrementAndGet()), limit, key);
        var unused = database.writer()
                .run(handle -> {
                    database.sharedCommits().signal(handle, SharedCommits.Signal.ATTEMPT, text);
                    return true;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debug("Other servers do not know of an attempt", failure);
                    }
                });
    }

    @Override
    public void onAnnounced(String limit, Consumer<String> counter) {
        counters.put(limit, counter);
    }

    private void received(String text) {
        String[] parts = text.split(" ", 4);
        if (parts.length == 4 && !parts[0].equals(database.replica())) {
            counters.getOrDefault(parts[2], ignored -> {}).accept(parts[3]);
        }
    }
}
