package me.fhir.chitchat.llm;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Clock and sleep of a retrying call, replaceable so that tests need not wait.
 *
 * @param nanoTime a clock that only runs forward, in nanoseconds
 * @param chance a number from 0 (inclusive) to 1 (exclusive)
 */
public record RetryTiming(LongSupplier nanoTime, Sleeper sleeper, DoubleSupplier chance) {
    public static final RetryTiming REAL = new RetryTiming(
            System::nanoTime, pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos()), () -> ThreadLocalRandom.current()
                    .nextDouble());

    /** Waits. */
    public interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }
}
