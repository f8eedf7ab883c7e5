package me.fhir.chitchat.runtime.monitoring;

import com.codahale.metrics.health.HealthCheck;
import java.util.function.BooleanSupplier;

/** Reports whether the data file can be written. */
public final class StoreHealthCheck extends HealthCheck {
    private final BooleanSupplier writable;

    public StoreHealthCheck(BooleanSupplier writable) {
        this.writable = writable;
    }

    @Override
    protected Result check() {
        return writable.getAsBoolean() ? Result.healthy() : Result.unhealthy("the data file cannot be written");
    }
}
