package me.fhir.chitchat.llm;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import me.fhir.chitchat.runtime.concurrent.Pause;

/**
 * Clock and sleep of a retrying call, replaceable so that tests need not wait.
 *
 * @param nanoTime a clock that only runs forward, in nanoseconds
 * @param chance a number from 0 (inclusive) to 1 (exclusive)
 */
public record RetryTiming(LongSupplier nanoTime, Pause pause, DoubleSupplier chance) {
    public static final RetryTiming REAL = new RetryTiming(
            System::nanoTime, Pause.SLEEP, () -> ThreadLocalRandom.current().nextDouble());
}
