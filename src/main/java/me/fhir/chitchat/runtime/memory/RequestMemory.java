package me.fhir.chitchat.runtime.memory;

/**
 * What requests may take of the heap until they are answered. The side that receives them and the writer judge by the same
 * numbers: a request may wait long only if it is one of those that cannot fill the budget.
 */
public final class RequestMemory {
    /** Bytes from which a request counts as large: it may use only a part of the budget, and may have to wait for its turn. */
    public static final int LARGE = 32 << 10;

    private static final int SHARE_OF_HEAP = 10;

    private RequestMemory() {}

    /** Bytes for all requests of the server together, by its heap. */
    public static long shareOfHeap() {
        return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }
}
