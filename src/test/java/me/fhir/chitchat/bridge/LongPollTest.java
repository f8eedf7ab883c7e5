package me.fhir.chitchat.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.InMemoryConversationStore;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.StrictAlternation;
import me.fhir.chitchat.orchestrator.Subscriptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongPollTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Scheduling scheduling = new Scheduling(List.of(new StrictAlternation()), Duration.ZERO);
    private final Subscriptions subscriptions = new Subscriptions(scheduling);
    private final InMemoryConversationStore store = new InMemoryConversationStore(Clock.systemUTC());
    private final Orchestrator orchestrator =
            new Orchestrator(store, scheduling, subscriptions, id -> Optional.empty(), 40, Clock.systemUTC());
    private final LongPoll longPoll = new LongPoll(subscriptions, workers);
    private final long conversation;
    private final WaitingCeiling.Waiter waiter;

    LongPollTest() {
        store.onCommitted(subscriptions);
        conversation = store.create(
                        new NewConversation(new RawJson("{}"), new Setup(List.of("a"), null, 40, null, null)))
                .join()
                .conversation();
        waiter = new WaitingCeiling.Waiter(conversation, "a");
    }

    @AfterEach
    void stop() {
        longPoll.stop();
        workers.shutdownNow();
    }

    private void say() {
        orchestrator
                .send(
                        new Orchestrator.AppendTarget(conversation, "a", null),
                        new RawJson("{\"text\":\"x\"}"),
                        Finality.NONE)
                .join();
    }

    private static <T> T soon(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** A caller whose wait is over may see it counted a moment longer. */
    private void assertNoWaiters() {
        Awaitility.await().until(() -> longPoll.size() == 0);
    }

    @Test
    void completesWithWhatIsThere() {
        var found = longPoll.await(waiter, () -> Optional.of("there"), Duration.ofSeconds(45));
        assertThat(soon(found)).contains("there");
        assertNoWaiters();
    }

    @Test
    void looksAgainAfterEveryCommitOfItsConversation() {
        AtomicBoolean there = new AtomicBoolean();
        var found = longPoll.await(
                waiter, () -> there.get() ? Optional.of("there") : Optional.<String>empty(), Duration.ofSeconds(45));
        assertThat(longPoll.size()).isOne();
        say();
        assertThat(found).isNotDone();
        there.set(true);
        say();
        assertThat(soon(found)).contains("there");
        assertNoWaiters();
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        assertThat(soon(longPoll.await(waiter, Optional::empty, Duration.ofMillis(30))))
                .isEmpty();
        assertThat(soon(longPoll.await(waiter, Optional::empty, Duration.ZERO))).isEmpty();
        assertNoWaiters();
    }

    @Test
    void releasesAllWaitersWhenTheServerStops() {
        var found = longPoll.await(waiter, Optional::empty, Duration.ofSeconds(45));
        longPoll.stop();
        assertThat(soon(found)).isEmpty();
        assertThat(soon(longPoll.await(waiter, Optional::empty, Duration.ofSeconds(45))))
                .isEmpty();
    }

    @Test
    void releasesAllWaitersWhenTheDataIsLost() {
        var found = longPoll.await(waiter, Optional::empty, Duration.ofSeconds(45));
        subscriptions.storeLost();
        assertThat(soon(found)).isEmpty();
    }

    @Test
    void failsWithWhatALookThrew() {
        var found = longPoll.await(
                waiter,
                () -> {
                    throw new IllegalStateException("broken");
                },
                Duration.ofSeconds(45));
        assertThat(catchThrowable(() -> soon(found)))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("broken");
        assertNoWaiters();
    }

    private static long timers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("bridge-timer"))
                .count();
    }

    @Test
    void waitsForThousandsOnOneTimer() {
        long timers = timers();
        AtomicInteger looks = new AtomicInteger();
        List<CompletableFuture<Optional<String>>> all = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            all.add(longPoll.await(
                    new WaitingCeiling.Waiter(conversation, "agent-" + i % 4),
                    () -> {
                        looks.incrementAndGet();
                        return Optional.empty();
                    },
                    Duration.ofSeconds(45)));
        }
        assertThat(longPoll.size()).isEqualTo(2000);
        assertThat(timers()).isLessThanOrEqualTo(timers + 1);
        Awaitility.await().untilAsserted(() -> assertThat(looks).hasValue(2000));
        all.forEach(wait -> wait.cancel(false));
        assertThat(longPoll.size()).isZero();
    }

    /** The first look may have to wait for a place; its caller's thread must not. */
    @Test
    void returnsBeforeItsFirstLook() {
        CountDownLatch place = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        var found = longPoll.await(
                waiter,
                () -> {
                    assertThat(Thread.currentThread()).isNotSameAs(caller);
                    return awaited(place) ? Optional.of("there") : Optional.empty();
                },
                Duration.ofSeconds(45));
        assertThat(found).isNotDone();
        place.countDown();
        assertThat(soon(found)).contains("there");
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void refusesWhoWaitsTooOftenAndNobodyElse() {
        List<CompletableFuture<Optional<String>>> own = new ArrayList<>();
        for (int i = 0; i < WaitingCeiling.OF_WAITER; i++) {
            own.add(longPoll.await(waiter, Optional::empty, Duration.ofSeconds(45)));
        }
        assertThat(longPoll.await(waiter, Optional::empty, Duration.ofSeconds(45)))
                .isCompletedExceptionally();
        var neighbour = longPoll.await(
                new WaitingCeiling.Waiter(conversation, "b"), () -> Optional.of("there"), Duration.ofSeconds(45));
        assertThat(soon(neighbour)).contains("there");
        own.get(0).cancel(false);
        assertThat(longPoll.await(waiter, Optional::empty, Duration.ofSeconds(45)))
                .isNotCompletedExceptionally();
    }
}
