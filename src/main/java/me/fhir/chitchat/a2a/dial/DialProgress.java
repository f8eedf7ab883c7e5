package me.fhir.chitchat.a2a.dial;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the conversation with a called agent has got.
 *
 * @param sentSeq the seq up to which the agent has answered the messages of the others
 * @param contextId the agent's name for the conversation; null before it has given one
 * @param taskId the agent's task that goes on with the next message; null when that begins one
 * @param artifacts fingerprints of the artifacts that were said
 * @param failures how many of its tasks in a row have failed
 * @param pending the message that is under way; null when none is
 */
public record DialProgress(
        long sentSeq,
        @Nullable String contextId,
        @Nullable String taskId,
        Set<String> artifacts,
        int failures,
        @Nullable PendingMessage pending) {
    public static final DialProgress NONE = new DialProgress(0, null, null, Set.of(), 0, null);

    /**
     * A message whose answer has not been said yet.
     *
     * @param throughSeq the last event that it contains
     * @param taskId the agent's task that works on it; null when the agent has not taken it yet
     */
    public record PendingMessage(
            String messageId, long throughSeq, @Nullable String taskId) {}

    DialProgress with(@Nullable PendingMessage now) {
        return new DialProgress(sentSeq, contextId, taskId, artifacts, failures, now);
    }

    /** The agent works on the message that is under way. */
    DialProgress accepted(String task, @Nullable String context) {
        PendingMessage now =
                pending == null ? null : new PendingMessage(pending.messageId(), pending.throughSeq(), task);
        return new DialProgress(sentSeq, context == null ? contextId : context, task, artifacts, failures, now);
    }

    /** The agent does not know its task any more. */
    DialProgress withoutTask() {
        PendingMessage now =
                pending == null ? null : new PendingMessage(pending.messageId(), pending.throughSeq(), null);
        return new DialProgress(sentSeq, contextId, null, artifacts, failures, now);
    }

    /** The agent does not know the conversation any more. */
    DialProgress withoutContext() {
        return new DialProgress(sentSeq, null, null, artifacts, failures, pending);
    }

    /** The answer to the message that was under way was said. */
    DialProgress said() {
        long through = pending == null ? sentSeq : Math.max(sentSeq, pending.throughSeq());
        return new DialProgress(through, contextId, taskId, artifacts, failures, null);
    }
}
