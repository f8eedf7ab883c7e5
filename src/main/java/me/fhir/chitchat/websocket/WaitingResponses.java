package me.fhir.chitchat.websocket;

/**
 * Responses that a client has not taken yet: while there are many, none of its requests is read. Not for several threads
 * at once.
 */
final class WaitingResponses {
    private static final int MAX = 256;
    private static final long MAX_BYTES = 1024 * 1024;

    private int queued;
    private long bytes;

    boolean hasRoom() {
        return queued < MAX && bytes < MAX_BYTES;
    }

    /** Whether all have left the queue. */
    boolean isEmpty() {
        return queued == 0;
    }

    /** @param size in bytes; 0 when it is produced while it is sent */
    void add(int size) {
        queued++;
        bytes += size;
    }

    /** One was handed to the socket whole. */
    void left() {
        queued--;
    }

    /** One that was ready when it was queued is out. */
    void sent(int size) {
        bytes -= size;
    }

    void clear() {
        queued = 0;
    }
}
