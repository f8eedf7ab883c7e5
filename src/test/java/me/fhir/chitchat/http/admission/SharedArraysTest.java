package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SharedArraysTest {
    private final SharedArrays shared = new SharedArrays();

    @Test
    void onlyTheFirstAndTheLastClientCount() {
        byte[] array = {1};
        assertThat(shared.join(array)).isTrue();
        assertThat(shared.join(array)).isFalse();
        assertThat(shared.leave(array)).isFalse();
        assertThat(shared.leave(array)).isTrue();
        assertThat(shared.leave(array)).isFalse();
        assertThat(shared.join(array)).isTrue();
    }

    @Test
    void equalArraysAreTwo() {
        assertThat(shared.join(new byte[] {1})).isTrue();
        assertThat(shared.join(new byte[] {1})).isTrue();
        assertThat(shared.size()).isEqualTo(2);
    }

    @Test
    void everyFirstClientHasALastOneWhateverComesBetween() throws Exception {
        byte[] array = {1};
        int threads = 4;
        int rounds = 50_000;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<int[]>> clients = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                clients.add(() -> {
                    int[] firstAndLast = new int[2];
                    for (int round = 0; round < rounds; round++) {
                        firstAndLast[0] += shared.join(array) ? 1 : 0;
                        firstAndLast[1] += shared.leave(array) ? 1 : 0;
                    }
                    return firstAndLast;
                });
            }
            int first = 0;
            int last = 0;
            for (Future<int[]> client : executor.invokeAll(clients)) {
                first += client.get()[0];
                last += client.get()[1];
            }
            assertThat(first).isEqualTo(last).isPositive();
            assertThat(shared.size()).isZero();
        } finally {
            executor.shutdownNow();
        }
    }
}
