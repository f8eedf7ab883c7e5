package me.fhir.chitchat.a2a;

import me.fhir.chitchat.jsonrpc.JsonRpcError;

/** The JSON shapes of one protocol version; everything that is written or read differently in the other. */
interface Wire {
    String task(Task task);

    /** The response to a sent message: the task, wrapped where the version wraps it. */
    String sent(Task task);

    /** A stream's first frame. */
    String taskFrame(Task task);

    /** A stream's frame of a message. */
    String messageFrame(A2aMessage message);

    /**
     * A stream's frame of a new status.
     *
     * @param last whether the stream ends with it
     */
    String statusFrame(TaskIds ids, TaskStatus status, boolean last);

    /** A stream's frame of a document, whole. */
    String artifactFrame(TaskIds ids, Artifact artifact);

    JsonRpcError error(A2aError error, String sentence);
}
