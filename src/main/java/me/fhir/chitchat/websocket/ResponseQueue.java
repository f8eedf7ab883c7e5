package me.fhir.chitchat.websocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.runtime.concurrent.SerialAction;
import org.jspecify.annotations.Nullable;

/** Holds the responses of one connection until all earlier ones are delivered. For any thread. */
final class ResponseQueue {
    private final Delivery delivery;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final SerialAction draining = new SerialAction(this::drain);
    private final AtomicInteger size = new AtomicInteger();
    private @Nullable Runnable onEmpty;

    /** Takes responses one by one in the order of their requests: either a result or a failure. */
    @FunctionalInterface
    interface Delivery {
        void deliver(String id, @Nullable MethodResult result, @Nullable Throwable failure);
    }

    private record Pending(String id, CompletableFuture<MethodResult> result) {}

    ResponseQueue(Delivery delivery) {
        this.delivery = delivery;
    }

    void add(String id, CompletableFuture<MethodResult> result) {
        size.incrementAndGet();
        synchronized (this) {
            pending.add(new Pending(id, result));
        }
        var unused = result.whenComplete((value, failure) -> draining.run());
    }

    /** How many are not delivered yet. */
    int size() {
        return size.get();
    }

    /** Runs something short once everything added so far is delivered. Only one may wait at a time. */
    void whenEmpty(Runnable action) {
        synchronized (this) {
            if (size.get() > 0) {
                onEmpty = action;
                return;
            }
        }
        action.run();
    }

    private void drain() {
        for (Pending next = ready(); next != null; next = ready()) {
            String id = next.id();
            var unused = next.result().whenComplete((value, failure) -> delivery.deliver(id, value, failure));
            delivered();
        }
    }

    private synchronized @Nullable Pending ready() {
        Pending head = pending.peek();
        return head != null && head.result().isDone() ? pending.remove() : null;
    }

    private void delivered() {
        Runnable empty = null;
        synchronized (this) {
            if (size.decrementAndGet() == 0) {
                empty = onEmpty;
                onEmpty = null;
            }
        }
        if (empty != null) {
            empty.run();
        }
    }
}
