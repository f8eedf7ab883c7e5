package me.fhir.chitchat.runtime.monitoring;

import com.codahale.metrics.health.HealthCheck;
import java.util.function.BooleanSupplier;

/** Reports whether the data file has the schema of this version. */
public final class MigrationsHealthCheck extends HealthCheck {
    private final BooleanSupplier migrated;

    /** Takes a query of the file. */
    public MigrationsHealthCheck(BooleanSupplier migrated) {
        this.migrated = migrated;
    }

    @Override
    protected Result check() {
        return migrated.getAsBoolean()
                ? Result.healthy()
                : Result.unhealthy("the data file has not the schema of this version");
    }
}
