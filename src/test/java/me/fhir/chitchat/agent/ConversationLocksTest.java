package me.fhir.chitchat.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ConversationLocksTest {
    private final ConversationLocks locks = new ConversationLocks();

    @Test
    void aConversationKeepsItsLockHoweverManyOthersThereAre() {
        Object first = locks.of(7);
        Set<Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
        for (long conversation = 0; conversation < 100_000; conversation++) {
            all.add(locks.of(conversation));
        }
        assertThat(locks.of(7)).isSameAs(first);
        assertThat(all).hasSizeLessThan(1000);
    }

    @Test
    void neighboursDoNotWaitForEachOther() {
        assertThat(locks.of(1)).isNotSameAs(locks.of(2));
    }

    @Test
    void waitsForTheHolderOfALock() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> {
            synchronized (locks.of(200)) {
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        Thread waiter = new Thread(locks::awaitHolders);
        waiter.start();
        Awaitility.await().until(() -> waiter.getState() == Thread.State.BLOCKED);
        release.countDown();
        waiter.join(20_000);
        assertThat(waiter.isAlive()).isFalse();
        holder.join();
    }
}
