package me.fhir.chitchat.runtime.monitoring;

import com.codahale.metrics.health.HealthCheck;
import java.util.function.LongSupplier;

/** Reports whether the volume of the data file has room left. */
public final class DiskSpaceHealthCheck extends HealthCheck {
    /** A log of a busy minute, and what a checkpoint needs beside it. */
    static final long MIN_FREE_BYTES = 64L << 20;

    private final LongSupplier freeBytes;

    /** Takes a supplier of the free bytes. */
    public DiskSpaceHealthCheck(LongSupplier freeBytes) {
        this.freeBytes = freeBytes;
    }

    @Override
    protected Result check() {
        long free = freeBytes.getAsLong();
        return free >= MIN_FREE_BYTES
                ? Result.healthy("%d bytes are free", free)
                : Result.unhealthy(
                        "the volume of the data file has %d bytes left; %d are needed", free, MIN_FREE_BYTES);
    }
}
