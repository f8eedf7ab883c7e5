package me.fhir.chitchat.websocket;

/** Counts the frames that were received but that the answers do not know of yet. For any thread. */
final class Intake {
    private int frames;
    private boolean closed;

    /**
     * A frame came.
     *
     * @return whether it is to be answered; if so, {@link #passedOn} follows. After {@link #close} none is
     */
    synchronized boolean received() {
        if (closed) {
            return false;
        }
        frames++;
        return true;
    }

    /** From here on the answers know of a frame. */
    synchronized void passedOn() {
        frames--;
    }

    /** Takes no further frames. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean empty() {
        return frames == 0;
    }
}
