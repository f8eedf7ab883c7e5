package me.fhir.chitchat.outbound;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of answers all calls together hold in memory while they are read. For any thread. */
final class AnswerBytes {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    AnswerBytes(long most) {
        this.most = most;
    }

    /** An eighth of the heap. */
    static AnswerBytes ofHeap() {
        return new AnswerBytes(Runtime.getRuntime().maxMemory() / 8);
    }

    /** Takes room, which {@link #giveBack} returns. */
    void take(int bytes) throws OutboundException {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            throw new OutboundException(
                    OutboundFailure.BAD_RESPONSE, "This server is reading too many large answers at the moment.");
        }
    }

    void giveBack(int bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
