package me.fhir.chitchat.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FuturesTest {
    @Test
    void findsWhatAFutureFailedWith() {
        var failure = new IllegalArgumentException("wrong");
        assertThat(Futures.cause(failure)).isSameAs(failure);
        assertThat(Futures.cause(new CompletionException(failure))).isSameAs(failure);
        assertThat(Futures.cause(new ExecutionException(failure))).isSameAs(failure);
    }

    @Test
    void keepsAWrapperWithoutCauseAndAFailuresOwnCause() {
        var wrapper = new CompletionException(null);
        var failure = new IllegalStateException(new IOException("gone"));
        assertThat(Futures.cause(wrapper)).isSameAs(wrapper);
        assertThat(Futures.cause(failure)).isSameAs(failure);
    }

    @Test
    void waitsForTheResult() throws InterruptedException {
        assertThat(Futures.join(CompletableFuture.completedFuture(7))).isEqualTo(7);
        assertThat(Futures.get(CompletableFuture.completedFuture(7))).isEqualTo(7);
    }

    @Test
    void throwsTheUncheckedExceptionOfTheFuture() {
        var failure = new IllegalArgumentException("wrong");
        assertThatThrownBy(() -> Futures.join(CompletableFuture.failedFuture(failure)))
                .isSameAs(failure);
        assertThatThrownBy(() -> Futures.get(CompletableFuture.failedFuture(failure)))
                .isSameAs(failure);
    }

    @Test
    void wrapsACheckedException() {
        var failure = new IOException("gone");
        assertThatThrownBy(() -> Futures.join(CompletableFuture.failedFuture(failure)))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(failure);
    }
}
