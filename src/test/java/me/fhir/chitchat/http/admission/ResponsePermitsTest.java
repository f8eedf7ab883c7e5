package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ResponsePermitsTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private final ResponsePermits places = new ResponsePermits(1);

    @Test
    void aPlaceIsFreeAgainOnceItWasGivenBack() {
        ResponsePermits.HeldPermit place = places.tryTake(NOT_AT_ALL).orElseThrow();
        assertThat(places.tryTake(NOT_AT_ALL)).isEmpty();
        place.close();
        assertThat(places.tryTake(NOT_AT_ALL)).isPresent();
    }

    @Test
    void givingAPlaceBackTwiceFreesOne() {
        ResponsePermits.HeldPermit place = places.tryTake(NOT_AT_ALL).orElseThrow();
        place.close();
        place.close();
        assertThat(places.tryTake(NOT_AT_ALL)).isPresent();
        assertThat(places.tryTake(NOT_AT_ALL)).isEmpty();
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        assertThatThrownBy(() -> places.within(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(places.within(() -> "next")).isEqualTo("next");
        assertThat(places.tryTake(NOT_AT_ALL)).isPresent();
    }

    @Test
    void workThatWaitsForAPlaceTakesNoThread() {
        ResponsePermits.HeldPermit place = places.tryTake(NOT_AT_ALL).orElseThrow();
        List<Runnable> handedToThreads = new ArrayList<>();
        List<String> done = new ArrayList<>();
        places.execute(handedToThreads::add, () -> done.add("first"));
        places.execute(handedToThreads::add, () -> done.add("second"));
        assertThat(handedToThreads).isEmpty();
        place.close();
        assertThat(handedToThreads).hasSize(1);
        handedToThreads.remove(0).run();
        handedToThreads.remove(0).run();
        assertThat(done).containsExactly("first", "second");
        assertThat(places.tryTake(NOT_AT_ALL)).isPresent();
    }

    @Test
    void workThatNobodyTakesGivesItsPlaceBack() {
        assertThatThrownBy(() -> places.execute(
                        task -> {
                            throw new RejectedExecutionException("stopped");
                        },
                        () -> {}))
                .hasMessage("stopped");
        assertThat(places.tryTake(NOT_AT_ALL)).isPresent();
    }

    @Test
    void aThreadThatWaitsHasItsTurnBeforeWorkThatCameLater() throws Exception {
        ResponsePermits.HeldPermit place = places.tryTake(NOT_AT_ALL).orElseThrow();
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                () -> places.within(() -> done.add("thread")), task -> new Thread(task).start());
        Awaitility.await().until(() -> places.waiting() == 1);
        places.execute(Runnable::run, () -> done.add("work"));
        place.close();
        waiting.get();
        Awaitility.await().untilAsserted(() -> assertThat(done).containsExactly("thread", "work"));
    }
}
