package me.fhir.chitchat.llm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.llm.Attempt.Answered;
import me.fhir.chitchat.llm.Attempt.Failed;

/**
 * One provider with a limit and retries: a bounded number of requests at a time, first come first served, and again
 * after faults that pass, all within the call's deadline. A pause between tries occupies no slot.
 */
public final class RetryingModel implements ChatModel {
    private final Provider provider;
    private final ModelClient client;
    private final Semaphore places;
    private final RetryLimits limits;
    private final RetryTiming pace;

    public RetryingModel(Provider provider, ModelClient client, RetryLimits limits, RetryTiming pace) {
        this.provider = provider;
        this.client = client;
        this.places = new Semaphore(limits.maxConcurrent(), true);
        this.limits = limits;
        this.pace = pace;
    }

    /** How much one provider is asked at a time, and for how long. */
    public record RetryLimits(int maxConcurrent, Duration deadline, RetryPolicy retries) {}

    @Override
    public ChatResponse complete(ChatRequest request) throws ModelException, InterruptedException {
        long end = pace.nanoTime().getAsLong() + limits.deadline().toNanos();
        for (int retriesDone = 0; ; retriesDone++) {
            Attempt attempt = tryOnce(request, end);
            if (attempt instanceof Answered answered) {
                return answered.response();
            }
            Failed failed = (Failed) attempt;
            Optional<Duration> pause = limits.retries()
                    .pause(retriesDone, failed, timeLeft(end), pace.chance().getAsDouble());
            if (pause.isEmpty()) {
                throw failed.cause();
            }
            pace.pause().take(pause.get());
        }
    }

    private Attempt tryOnce(ChatRequest request, long end) throws InterruptedException {
        if (!places.tryAcquire(timeLeft(end).toNanos(), TimeUnit.NANOSECONDS)) {
            return new Failed(busy(request), null);
        }
        try {
            return client.attempt(request, timeLeft(end));
        } finally {
            places.release();
        }
    }

    private Duration timeLeft(long end) {
        return Duration.ofNanos(Math.max(1, end - pace.nanoTime().getAsLong()));
    }

    private ModelException busy(ChatRequest request) {
        var spent = new ModelException.SpentOnFailure(request.choice().model(), null, null);
        var failure =
                new ModelException.FailureDetails(provider.wire(), null, "busy", true, FailureKind.TIMEOUT, spent);
        return new ModelException(
                failure,
                provider.title() + " has more to answer than it can: no place came free within "
                        + limits.deadline().toSeconds() + " s. Try again later.");
    }

    /** How many requests are under way. */
    public int running() {
        return limits.maxConcurrent() - places.availablePermits();
    }

    /** How many calls wait for a place. */
    public int waiting() {
        return places.getQueueLength();
    }
}
