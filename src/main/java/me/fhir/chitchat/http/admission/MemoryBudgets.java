package me.fhir.chitchat.http.admission;

/**
 * The memory budgets of the whole server, in bytes.
 *
 * @param incoming requests, from their first byte to their answer
 * @param outgoing answers and events that clients have not read yet
 */
public record MemoryBudgets(ByteBudget incoming, OutgoingBytes outgoing) {
    /**
     * Budgets that fit the heap.
     *
     * @param largestRequest bytes that one request may have, which always fits
     */
    public static MemoryBudgets ofHeap(long largestRequest) {
        return new MemoryBudgets(ByteBudget.ofHeap(largestRequest), OutgoingBytes.ofHeap());
    }
}
