package me.fhir.chitchat.http.admission;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets one large body be decoded and parsed at a time. Each takes several times its size meanwhile, and a processor; a few
 * at once leave neither to those who send a line. For any thread.
 */
final class LargeBodies {
    private static final int LARGE = 1 << 20;
    private static final Semaphore TURN = new Semaphore(1, true);

    private LargeBodies() {}

    /** Does what is to be done with a body of so many bytes. The byte budget bounds how many wait. */
    static <T> T inTurn(int bytes, Supplier<T> work) {
        if (bytes < LARGE) {
            return work.get();
        }
        TURN.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            TURN.release();
        }
    }
}
