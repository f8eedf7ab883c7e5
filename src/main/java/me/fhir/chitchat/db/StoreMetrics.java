package me.fhir.chitchat.db;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.concurrent.TimeUnit;

/** The writer's metrics; {@code docs/metrics.md} explains it. */
final class StoreMetrics {
    private final Counter events;
    private final Counter refused;
    private final Histogram batchSizes;
    private final Timer commits;

    StoreMetrics(MetricRegistry metrics) {
        events = metrics.counter("chitchat.store.events");
        refused = metrics.counter("chitchat.store.refused");
        batchSizes = metrics.histogram("chitchat.store.batch-size");
        commits = metrics.timer("chitchat.store.commit");
    }

    /**
     * A transaction is on the disk.
     *
     * @param writes what shared it
     * @param written the events among them
     * @param nanos from its begin to its end
     */
    void committed(int writes, int written, long nanos) {
        batchSizes.update(writes);
        events.inc(written);
        commits.update(nanos, TimeUnit.NANOSECONDS);
    }

    /** Writes were refused because the file could not take them. */
    void refused(int writes) {
        refused.inc(writes);
    }
}
