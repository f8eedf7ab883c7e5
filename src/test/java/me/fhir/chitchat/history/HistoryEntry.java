package me.fhir.chitchat.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What happened at one moment of a run; the order of the entries is the order of the moments, over all clients. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(HistoryEntry.Invoked.class),
    @JsonSubTypes.Type(HistoryEntry.Repeated.class),
    @JsonSubTypes.Type(HistoryEntry.Acknowledged.class),
    @JsonSubTypes.Type(HistoryEntry.Refused.class),
    @JsonSubTypes.Type(HistoryEntry.Following.class),
    @JsonSubTypes.Type(HistoryEntry.Observed.class),
    @JsonSubTypes.Type(HistoryEntry.CaughtUp.class),
    @JsonSubTypes.Type(HistoryEntry.ReadBegun.class),
    @JsonSubTypes.Type(HistoryEntry.ReadDone.class),
    @JsonSubTypes.Type(HistoryEntry.Disclosed.class),
    @JsonSubTypes.Type(HistoryEntry.Fault.class),
    @JsonSubTypes.Type(HistoryEntry.Stored.class)
})
sealed interface HistoryEntry {

    /**
     * An append is about to be sent for the first time. Its text is like no other's.
     *
     * @param requestId its {@code clientRequestId}, if it has one
     */
    record Invoked(
            long operation,
            long conversation,
            String agent,
            String type,
            String text,
            String finality,
            @Nullable String requestId)
            implements HistoryEntry {}

    /** It is sent once more under its {@code clientRequestId}. */
    record Repeated(long operation) implements HistoryEntry {}

    /** The server said that it is stored, and where. */
    record Acknowledged(long operation, long seq, long turn, long event) implements HistoryEntry {}

    /** The server said that it is not stored; what leaves that open is no such answer. */
    record Refused(long operation, int code) implements HistoryEntry {}

    /** An observer begins to follow a conversation behind a seq, or goes on there. */
    record Following(String observer, Viewer viewer, long conversation, long since) implements HistoryEntry {}

    record Observed(String observer, LoggedEvent event) implements HistoryEntry {}

    /** An observer had all the time that it needed to see the rest. */
    record CaughtUp(String observer) implements HistoryEntry {}

    record ReadBegun(long read, long conversation) implements HistoryEntry {}

    /**
     * It was answered.
     *
     * @param highest the highest seq of the conversation that it found
     */
    record ReadDone(long read, long highest) implements HistoryEntry {}

    /** A frame or an answer that went to a viewer contained what only one agent knows. */
    record Disclosed(Viewer viewer, long conversation, String owner) implements HistoryEntry {}

    /** The nemesis did something. */
    record Fault(String what) implements HistoryEntry {}

    /** An event of the log, read after all was well again; the events of a conversation come in the log's order. */
    record Stored(LoggedEvent event) implements HistoryEntry {}
}
