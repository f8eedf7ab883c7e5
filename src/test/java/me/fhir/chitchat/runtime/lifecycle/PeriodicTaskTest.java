package me.fhir.chitchat.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
    @Test
    void goesOnAfterARoundThatFailed() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        PeriodicTask task = new PeriodicTask("test", Duration.ofMillis(1), () -> {
            rounds.countDown();
            throw new IllegalStateException("a round that fails");
        });
        task.start();
        assertThat(rounds.await(30, TimeUnit.SECONDS)).isTrue();
        task.stop();
    }

    @Test
    void runsNothingBeforeItIsStartedAndAfterItWasStopped() throws InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        PeriodicTask task = new PeriodicTask("test", Duration.ofMillis(1), () -> {
            rounds.incrementAndGet();
            first.countDown();
        });
        assertThat(rounds).hasValue(0);
        task.start();
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        task.stop();
        int stopped = rounds.get();
        CountDownLatch later = new CountDownLatch(1);
        PeriodicTask another = new PeriodicTask("another", Duration.ofMillis(5), later::countDown);
        another.start();
        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
        another.stop();
        assertThat(rounds).hasValue(stopped);
    }
}
