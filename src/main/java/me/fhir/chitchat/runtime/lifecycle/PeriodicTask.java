package me.fhir.chitchat.runtime.lifecycle;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.runtime.concurrent.Boundary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that is repeated on a thread of its own between start and stop; one round that fails does not end it. */
public final class PeriodicTask implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);
    private static final int STOPS_WITHIN_SECONDS = 5;

    private final String name;
    private final Duration pause;
    private final Runnable round;
    private final ScheduledExecutorService timer;

    /** @param pause before the first round and after each */
    public PeriodicTask(String name, Duration pause, Runnable round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
        this.timer = WorkerThreads.timer(name);
    }

    @Override
    public void start() {
        long millis = pause.toMillis();
        var unused = timer.scheduleWithFixedDelay(
                () -> Boundary.run(LOG, () -> "A round of " + name, round), millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws InterruptedException {
        timer.shutdownNow();
        timer.awaitTermination(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
