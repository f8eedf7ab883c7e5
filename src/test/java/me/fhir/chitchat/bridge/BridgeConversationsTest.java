package me.fhir.chitchat.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BridgeConversationsTest {
    @Test
    void manyBeginningsTakeFewWorkersAtATime() {
        Deque<Runnable> taken = new ArrayDeque<>();
        AtomicInteger done = new AtomicInteger();
        Executor starters = BridgeConversations.fewAtATime(taken::add);
        for (int i = 0; i < 1000; i++) {
            starters.execute(done::incrementAndGet);
        }
        assertThat(taken).hasSize(16);
        while (!taken.isEmpty()) {
            taken.remove().run();
            assertThat(taken.size()).isLessThanOrEqualTo(16);
        }
        assertThat(done).hasValue(1000);
    }
}
