package me.fhir.chitchat.websocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Parks the answers of one connection until it is their turn. */
final class Answers {
    private final Delivery delivery;
    private final Deque<Parked> parked = new ArrayDeque<>();
    private final AtomicInteger draining = new AtomicInteger();
    private final AtomicInteger size = new AtomicInteger();
    private @Nullable Runnable onEmpty;

    /** Takes answers one by one, in the order of their requests: either an answer or a failure. */
    @FunctionalInterface
    interface Delivery {
        void deliver(String id, @Nullable Answer answer, @Nullable Throwable failure);
    }

    private record Parked(String id, CompletableFuture<Answer> answer) {}

    Answers(Delivery delivery) {
        this.delivery = delivery;
    }

    void add(String id, CompletableFuture<Answer> answer) {
        size.incrementAndGet();
        synchronized (this) {
            parked.add(new Parked(id, answer));
        }
        var unused = answer.whenComplete((value, failure) -> drain());
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
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            for (Parked next = ready(); next != null; next = ready()) {
                String id = next.id();
                var unused = next.answer().whenComplete((value, failure) -> delivery.deliver(id, value, failure));
                delivered();
            }
            missed = draining.addAndGet(-missed);
        } while (missed != 0);
    }

    private synchronized @Nullable Parked ready() {
        Parked head = parked.peek();
        return head != null && head.answer().isDone() ? parked.remove() : null;
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
