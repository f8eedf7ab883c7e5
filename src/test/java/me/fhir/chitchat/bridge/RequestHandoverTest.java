package me.fhir.chitchat.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import org.junit.jupiter.api.Test;

class RequestHandoverTest {
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<String> served = new ArrayList<>();
    private final List<ConversationException> refused = new ArrayList<>();
    private final RequestHandover handover = new RequestHandover(queue::add, 2);

    private void ask(String address, String request) {
        handover.serve(address, () -> served.add(request), refused::add);
    }

    private void serveAll() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    @Test
    void looksNothingUpOnTheThreadThatTheRequestCameOn() {
        ask("a", "1");
        assertThat(served).isEmpty();
        serveAll();
        assertThat(served).containsExactly("1");
        assertThat(refused).isEmpty();
    }

    @Test
    void letsNoAddressHoldUpAnother() {
        for (int i = 1; i <= 4; i++) {
            ask("a", "a" + i);
        }
        ask("b", "b1");
        ask("c", "c1");
        ask("c", "c2");
        serveAll();
        assertThat(served).containsExactly("a1", "b1", "c1", "a2", "c2", "a3", "a4");
    }

    @Test
    void takesNoMoreThreadsThanItsLanesAndLetsOtherWorkThrough() {
        for (int i = 0; i < 10; i++) {
            ask("a", "a");
        }
        assertThat(queue).hasSize(2);
        queue.add(() -> served.add("other"));
        serveAll();
        assertThat(served).hasSize(11).element(2).isEqualTo("other");
        assertThat(queue).isEmpty();
        ask("a", "again");
        assertThat(queue).hasSize(1);
    }

    @Test
    void goesOnAfterARequestThatFailed() {
        handover.serve(
                "a",
                () -> {
                    throw new IllegalStateException("broken");
                },
                refused::add);
        ask("a", "next");
        serveAll();
        assertThat(served).containsExactly("next");
    }

    @Test
    void refusesWhatWouldWaitBehindThousandsUntilOneIsServed() {
        for (int i = 0; i < RequestHandover.MAX_WAITING; i++) {
            ask("a", "x");
        }
        assertThat(refused).isEmpty();
        ask("b", "x");
        assertThat(refused).singleElement().satisfies(busy -> assertThat(busy.code())
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        queue.remove().run();
        ask("b", "x");
        assertThat(refused).hasSize(1);
    }

    @Test
    void refusesWhenTheServerStops() {
        RequestHandover stopped = new RequestHandover(
                work -> {
                    throw new RejectedExecutionException();
                },
                2);
        stopped.serve("a", () -> {}, refused::add);
        assertThat(refused).hasSize(1);
    }
}
