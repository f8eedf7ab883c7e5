package me.fhir.chitchat.testrun;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import me.fhir.chitchat.connect.SeatTask;

/** The threads that play seats of one conversation; closing it ends them. For one thread. */
final class SeatThreads implements AutoCloseable {
    static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final long MAX_STOP_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final String conversation;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<String> failure = new AtomicReference<>();

    SeatThreads(String conversation) {
        this.conversation = conversation;
    }

    void start(String agentId, SeatTask task) {
        Thread thread = new Thread(() -> play(agentId, task), "seat-" + conversation + "-" + agentId);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void play(String agentId, SeatTask task) {
        try {
            task.play().ifPresent(reason -> failure.compareAndSet(null, agentId + ": " + reason));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the first seat was given up; empty while none was. */
    Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(MAX_STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
