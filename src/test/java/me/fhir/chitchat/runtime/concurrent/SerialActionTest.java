package me.fhir.chitchat.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SerialActionTest {
    @Test
    void aCallDuringARunCausesOneMoreRun() {
        List<SerialAction> self = new ArrayList<>();
        var runs = new AtomicInteger();
        var action = new SerialAction(() -> {
            if (runs.incrementAndGet() == 1) {
                self.get(0).run();
                self.get(0).run();
                assertThat(runs.get()).as("runs within the run").isEqualTo(1);
            }
        });
        self.add(action);
        action.run();
        assertThat(runs.get()).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void neverRunsTwiceAtOnceAndMissesNoCall() throws InterruptedException {
        var asked = new AtomicInteger();
        var inside = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var seen = new AtomicInteger();
        var action = new SerialAction(() -> {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            seen.set(asked.get());
            inside.decrementAndGet();
        });
        List<Thread> callers = new ArrayList<>();
        var start = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            Thread caller = new Thread(() -> {
                awaitUnchecked(start);
                for (int call = 0; call < 20_000; call++) {
                    asked.incrementAndGet();
                    action.run();
                }
            });
            caller.start();
            callers.add(caller);
        }
        start.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(overlaps).hasValue(0);
        assertThat(seen).as("what the last run saw").hasValue(80_000);
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void runsAgainAfterAnActionThatThrew() {
        var runs = new AtomicInteger();
        var action = new SerialAction(() -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
        });
        assertThatThrownBy(action::run).hasMessage("once");
        action.run();
        assertThat(runs.get()).isEqualTo(2);
    }

    @Test
    void startsOneTaskForCallsThatComeBeforeItBegins() {
        List<Runnable> tasks = new ArrayList<>();
        var runs = new AtomicInteger();
        var action = new SerialAction(runs::incrementAndGet);
        action.runOn(tasks::add);
        action.runOn(tasks::add);
        assertThat(tasks).hasSize(1);
        tasks.get(0).run();
        assertThat(runs.get()).isEqualTo(1);
        action.runOn(tasks::add);
        assertThat(tasks).hasSize(2);
    }

    @Test
    void canRunAfterAnExecutorRefusedIt() {
        var runs = new AtomicInteger();
        var action = new SerialAction(runs::incrementAndGet);
        assertThatThrownBy(() -> action.runOn(task -> {
                    throw new RejectedExecutionException("full");
                }))
                .isInstanceOf(RejectedExecutionException.class);
        action.run();
        assertThat(runs.get()).isEqualTo(1);
    }
}
