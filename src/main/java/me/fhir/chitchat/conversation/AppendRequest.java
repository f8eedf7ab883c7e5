package me.fhir.chitchat.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to append to a conversation's log; {@link TurnRules} accepts or refuses it. */
public sealed interface AppendRequest {
    long conversation();

    /** The key under which a repeat is recognised, if the request carries one. */
    default @Nullable IdempotencyKey idempotencyKey() {
        return null;
    }

    /** Names one append of one agent in one conversation, however often it is sent. */
    record IdempotencyKey(long conversation, String agentId, String clientRequestId) {}

    /**
     * Who sends what into which turn.
     *
     * @param turn the turn the sender named, or null when the server is to pick it
     * @param clientRequestId makes the append idempotent, or null
     */
    record Sender(
            long conversation,
            String agentId,
            @Nullable Integer turn,
            @Nullable String clientRequestId) {
        @Nullable
        IdempotencyKey key() {
            return clientRequestId == null ? null : new IdempotencyKey(conversation, agentId, clientRequestId);
        }
    }

    /**
     * A message of a participant.
     *
     * @param message the payload as it is stored, with references in place of documents
     * @param documents what came attached
     */
    record Send(Sender sender, Entry.Message message, List<Attachment.Document> documents) implements AppendRequest {
        public Send {
            documents = List.copyOf(documents);
        }

        @Override
        public long conversation() {
            return sender.conversation();
        }

        @Override
        public @Nullable IdempotencyKey idempotencyKey() {
            return sender.key();
        }
    }

    /**
     * A private trace of a participant.
     *
     * @param finality what the sender asked for; anything but none is refused
     */
    record SendTrace(Sender sender, Entry.Trace trace, Finality finality) implements AppendRequest {
        @Override
        public long conversation() {
            return sender.conversation();
        }

        @Override
        public @Nullable IdempotencyKey idempotencyKey() {
            return sender.key();
        }
    }

    /**
     * An agent gives up what it has done of its open turn and starts it again.
     *
     * @param marker the trace that says so, written only when there is something to give up
     */
    record ClearTurn(long conversation, String agentId, Entry.Trace marker) implements AppendRequest {}

    /**
     * The server notes something in lane 0, which neither opens nor closes a turn.
     *
     * @param key under which a repeat is recognised
     */
    record Note(long conversation, Entry.SystemNote note, String key) implements AppendRequest {
        @Override
        public IdempotencyKey idempotencyKey() {
            return new IdempotencyKey(conversation, TurnRules.ORCHESTRATOR, key);
        }
    }

    /**
     * The server ends a conversation, even while an agent's turn is open.
     *
     * @param agentId the author of the closing message: {@code system} for a person, {@code system-watchdog} for the watchdog
     * @param note a system note that goes before the closing message, or null
     * @param onlyAtSeq refuse unless this is still the newest event's seq; null closes in any case
     */
    record Close(
            long conversation,
            String agentId,
            Entry.Message closing,
            Entry.@Nullable SystemNote note,
            @Nullable Long onlyAtSeq)
            implements AppendRequest {}
}
