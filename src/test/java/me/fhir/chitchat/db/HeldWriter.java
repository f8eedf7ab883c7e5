package me.fhir.chitchat.db;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps a server's writer busy until it is closed: what is submitted in the meantime becomes one transaction. */
final class HeldWriter implements AutoCloseable {
    private final CountDownLatch released = new CountDownLatch(1);

    HeldWriter(Database database) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        var unused = database.writer().run(handle -> {
            begun.countDown();
            try {
                return released.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        begun.await();
    }

    @Override
    public void close() {
        released.countDown();
    }
}
