package me.fhir.chitchat.runtime.monitoring;

import com.codahale.metrics.Counter;
import io.dropwizard.lifecycle.Managed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;

/** How many events this server stored in each of the last minutes. */
public final class EventsPerMinute implements Managed {
    private static final int MINUTES = 60;

    private final Counter stored;
    private final Deque<Long> minutes = new ArrayDeque<>(MINUTES);
    private final ScheduledExecutorService timer = WorkerThreads.timer("events-per-minute");
    private long before;

    /** @param stored counts all events since the start */
    public EventsPerMinute(Counter stored) {
        this.stored = stored;
    }

    @Override
    public void start() {
        before = stored.getCount();
        var unused = timer.scheduleAtFixedRate(this::endMinute, 1, 1, TimeUnit.MINUTES);
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }

    /** The minutes of the last hour that are over, the oldest first; fewer where the server started later. */
    public synchronized List<Long> lastHour() {
        return List.copyOf(minutes);
    }

    synchronized void endMinute() {
        long now = stored.getCount();
        if (minutes.size() == MINUTES) {
            minutes.removeFirst();
        }
        minutes.addLast(now - before);
        before = now;
    }
}
