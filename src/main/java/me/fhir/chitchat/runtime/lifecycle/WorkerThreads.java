package me.fhir.chitchat.runtime.lifecycle;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Executors for tasks that may block, and timers. Their threads are daemons; the owner shuts the executor down. */
public final class WorkerThreads {
    private static final int IDLE_SECONDS = 30;

    private WorkerThreads() {}

    /** Whether the runtime has virtual threads. */
    public static boolean virtual() {
        return Runtime.version().feature() >= 21;
    }

    /** A thread for each task: a virtual one where the runtime has them, else one of a cached pool. */
    public static ExecutorService unbounded(String name) {
        if (virtual()) {
            try {
                // Not known to the compiler of release 17.
                return (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a runtime of version 21 or later must have virtual threads", e);
            }
        }
        return Executors.newCachedThreadPool(task -> daemon(task, name));
    }

    /**
     * A virtual thread for each task where the runtime has them, else at most so many threads and a queue: for tasks that
     * clients cause and that wait for a store with few connections, where more threads would only take memory.
     */
    public static ExecutorService limited(String name, int maxPlatformThreads) {
        return virtual() ? unbounded(name) : bounded(name, maxPlatformThreads);
    }

    /** At most this many threads, which end when they are idle; further tasks are queued. */
    public static ExecutorService bounded(String name, int maxThreads) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                maxThreads,
                maxThreads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, name));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** One thread for short actions that are due later; those that are canceled are forgotten at once. */
    public static ScheduledExecutorService timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, name));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
