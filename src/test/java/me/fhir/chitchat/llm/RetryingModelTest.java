package me.fhir.chitchat.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryingModelTest {
    private static final ChatResponse ANSWER = new ChatResponse("yes", List.of(), null, "google", "m", null);

    /** A time in which pauses pass at once. */
    private final AtomicLong nanos = new AtomicLong();

    private final List<Duration> pauses = new ArrayList<>();
    private final RetryTiming pace = new RetryTiming(
            nanos::get,
            pause -> {
                pauses.add(pause);
                nanos.addAndGet(pause.toNanos());
            },
            () -> 0.0);

    private static RetryingModel.RetryLimits limits(int maxConcurrent, Duration deadline) {
        return new RetryingModel.RetryLimits(maxConcurrent, deadline, RetryPolicy.DEFAULT);
    }

    private static ChatRequest asking(String text) {
        return ChatRequest.of(List.of(ChatMessage.user(text))).with(new ModelChoice("google", "m"));
    }

    static Attempt.Failed failed(FailureKind kind, @Nullable Duration retryAfter) {
        var failure = new ModelException.FailureDetails(
                "google", 500, null, true, kind, ModelException.SpentOnFailure.NOTHING);
        return new Attempt.Failed(new ModelException(failure, "no"), retryAfter);
    }

    @Test
    void triesAgainWithGrowingPausesUntilItIsAnswered() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        var model = new RetryingModel(
                Provider.GOOGLE,
                (request, timeLeft) ->
                        tries.incrementAndGet() < 4 ? failed(FailureKind.SERVER, null) : new Attempt.Answered(ANSWER),
                limits(1, Duration.ofMinutes(2)),
                pace);

        assertThat(model.complete(asking("?"))).isEqualTo(ANSWER);
        assertThat(pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void passesTheRestOfTheDeadlineToEveryTry() throws Exception {
        List<Duration> left = new ArrayList<>();
        var model = new RetryingModel(
                Provider.GOOGLE,
                (request, timeLeft) -> {
                    left.add(timeLeft);
                    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
                    return failed(FailureKind.NETWORK, Duration.ofSeconds(3));
                },
                limits(1, Duration.ofSeconds(10)),
                pace);

        assertThatThrownBy(() -> model.complete(asking("?"))).isInstanceOf(ModelException.class);
        // 4 s, pause of 3 s, 4 s: another pause of 3 s would end after the deadline.
        assertThat(left).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(3));
    }

    @Test
    void servesWaitingCallersInTheirOrderOneAtATime() throws Exception {
        Semaphore answers = new Semaphore(0);
        List<String> served = Collections.synchronizedList(new ArrayList<>());
        var model = new RetryingModel(
                Provider.GOOGLE,
                (request, timeLeft) -> {
                    served.add(request.messages().get(0).content());
                    answers.acquire();
                    return new Attempt.Answered(ANSWER);
                },
                limits(1, Duration.ofMinutes(2)),
                RetryTiming.REAL);
        ExecutorService callers = Executors.newCachedThreadPool();
        List<Future<ChatResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = String.valueOf(i);
            calls.add(callers.submit(() -> model.complete(asking(name))));
            while (i == 0 ? model.running() < 1 : model.waiting() < i) {
                Thread.onSpinWait();
            }
        }

        answers.release(20);
        for (Future<ChatResponse> call : calls) {
            assertThat(call.get()).isEqualTo(ANSWER);
        }

        assertThat(served)
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(model.running()).isZero();
        callers.shutdown();
    }

    @Test
    void noPlaceWithinTheDeadlineIsATimeoutThatSaysSo() throws Exception {
        Semaphore never = new Semaphore(0);
        var model = new RetryingModel(
                Provider.GOOGLE,
                (request, timeLeft) -> {
                    never.acquire();
                    return new Attempt.Answered(ANSWER);
                },
                limits(1, Duration.ofMillis(50)),
                RetryTiming.REAL);
        ExecutorService callers = Executors.newCachedThreadPool();
        Future<ChatResponse> first = callers.submit(() -> model.complete(asking("first")));
        while (model.running() < 1) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(() -> model.complete(asking("second"))).isInstanceOfSatisfying(ModelException.class, e -> {
            assertThat(e.failure().kind()).isEqualTo(FailureKind.TIMEOUT);
            assertThat(e.failure().retryable()).isTrue();
            assertThat(e.sentence()).contains("no place came free");
        });
        assertThat(first.cancel(true)).isTrue();
        callers.shutdown();
    }

    @Test
    void aPauseOccupiesNoSlot() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        List<Integer> runningInPause = new ArrayList<>();
        RetryingModel[] model = new RetryingModel[1];
        RetryTiming watching = new RetryTiming(nanos::get, pause -> runningInPause.add(model[0].running()), () -> 0.0);
        model[0] = new RetryingModel(
                Provider.GOOGLE,
                (request, timeLeft) -> tries.incrementAndGet() < 2
                        ? failed(FailureKind.RATE_LIMIT, null)
                        : new Attempt.Answered(ANSWER),
                limits(1, Duration.ofMinutes(2)),
                watching);

        model[0].complete(asking("?"));

        assertThat(runningInPause).containsExactly(0);
    }

    @Test
    void brokenClientLeavesItsPlaceFree() {
        var model = new RetryingModel(
                Provider.GOOGLE,
                (request, timeLeft) -> {
                    throw new IllegalStateException("a defect");
                },
                limits(1, Duration.ofSeconds(1)),
                pace);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> model.complete(asking("?"))).hasMessage("a defect");
        }
        assertThat(model.running()).isZero();
    }
}
