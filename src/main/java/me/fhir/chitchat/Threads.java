package me.fhir.chitchat;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that may block: virtual ones where the runtime has them, else a pool that grows with need. */
final class Threads {
    private Threads() {}

    static boolean virtual() {
        return Runtime.version().feature() >= 21;
    }

    static ExecutorService blocking(String name) {
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
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A few threads that end when there is nothing to do; what comes meanwhile waits in line. */
    static ExecutorService few(String name, int most) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(most, most, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
