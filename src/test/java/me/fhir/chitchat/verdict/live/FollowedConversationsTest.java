package me.fhir.chitchat.verdict.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FollowedConversationsTest {
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final FollowedConversations<String> followed =
            new FollowedConversations<>(2, Duration.ofSeconds(10), () -> Instant.ofEpochMilli(now.get()));

    @Test
    void activeConversationsAreNotDroppedForOthers() {
        followed.follow(1, "one", 1);
        followed.follow(2, "two", 1);

        for (int round = 0; round < 20; round++) {
            now.addAndGet(5_000);
            assertThat(followed.active(1)).contains("one");
            assertThat(followed.active(2)).contains("two");
            assertThat(followed.makeRoom()).isFalse();
        }
    }

    @Test
    void theOneThatHasBeenSilentForLongMakesRoom() {
        followed.follow(1, "one", 1);
        followed.follow(2, "two", 1);
        now.addAndGet(6_000);
        assertThat(followed.active(1)).contains("one");
        now.addAndGet(5_000);

        assertThat(followed.makeRoom()).isTrue();

        assertThat(followed.active(2)).isEmpty();
        assertThat(followed.active(1)).contains("one");
    }

    @Test
    void anEndedConversationMakesRoomAtOnce() {
        followed.follow(1, "one", 1);
        followed.follow(2, "two", 1);
        followed.forget(1);

        assertThat(followed.makeRoom()).isTrue();
        assertThat(followed.active(2)).contains("two");
        followed.forgetAll();
        assertThat(followed.active(2)).isEmpty();
    }
}
