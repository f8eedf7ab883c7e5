package me.fhir.chitchat;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
}
