package me.fhir.chitchat.db;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.AppendRequest.IdempotencyKey;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.db.rows.ConversationSizes;
import me.fhir.chitchat.db.rows.StorageFault;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Something waiting to be written. {@link #prepare} and {@link #refuse} run on the thread that writes, {@link #answer}
 * there or on another one, once what was prepared is durable.
 */
abstract sealed class WriteItem permits WriteItem.Append, WriteItem.Create, WriteItem.Job, ImportItem {
    private final CompletableFuture<?> future;

    /** @param future the caller's */
    WriteItem(CompletableFuture<?> future) {
        this.future = future;
    }

    /** Decides or does the work; a refusal is kept for the answer and leaves nothing behind. */
    abstract void prepare(AppendBatch batch, Handle handle);

    /** Completes the caller's future. */
    abstract void answer();

    final void refuse(RuntimeException reason) {
        future.completeExceptionally(reason);
    }

    /** The idempotency key of this append, if it has one. */
    @Nullable
    IdempotencyKey key() {
        return null;
    }

    /** The commit to publish, if any. */
    @Nullable
    Commit commit() {
        return null;
    }

    /** The conversation that it adds to, if that is known before it is decided; else 0. */
    long appendsTo() {
        return 0;
    }

    /** About how many bytes it writes or frees. */
    long bytes() {
        return 0;
    }

    /** Whether it is prepared when all else of its batch is written: it locks rows that every server writes. */
    boolean last() {
        return false;
    }

    /** Items of the same key are answered in the order in which they were written. */
    long orderKey() {
        return 0;
    }

    /** An append to a conversation. */
    static final class Append extends WriteItem {
        private final AppendRequest request;
        private final AppendPermit permit;
        private final CompletableFuture<Receipt> future;
        private AppendBatch.@Nullable Appended outcome;
        private @Nullable ConversationException refusal;

        Append(AppendRequest request, AppendPermit permit, CompletableFuture<Receipt> future) {
            super(future);
            this.request = request;
            this.permit = permit;
            this.future = future;
        }

        @Override
        void prepare(AppendBatch batch, Handle handle) {
            outcome = null;
            refusal = null;
            try {
                outcome = batch.append(request, permit);
            } catch (ConversationException e) {
                refusal = e;
            }
        }

        @Override
        void answer() {
            if (outcome != null) {
                future.complete(outcome.receipt());
            } else if (refusal != null) {
                future.completeExceptionally(refusal);
            }
        }

        @Override
        @Nullable
        Commit commit() {
            return outcome == null ? null : outcome.commit();
        }

        @Override
        @Nullable
        IdempotencyKey key() {
            return request.idempotencyKey();
        }

        @Override
        long appendsTo() {
            return request.conversation();
        }

        @Override
        long bytes() {
            return ConversationSizes.of(request);
        }

        @Override
        long orderKey() {
            return request.conversation();
        }
    }

    /** Creates a conversation. */
    static final class Create extends WriteItem {
        private final NewConversation conversation;
        private final CompletableFuture<Head> future;
        private AppendBatch.@Nullable Appended outcome;

        Create(NewConversation conversation, CompletableFuture<Head> future) {
            super(future);
            this.conversation = conversation;
            this.future = future;
        }

        @Override
        void prepare(AppendBatch batch, Handle handle) {
            outcome = batch.create(conversation);
        }

        @Override
        void answer() {
            if (commit() != null) {
                future.complete(commit().after());
            }
        }

        @Override
        @Nullable
        Commit commit() {
            return outcome == null ? null : outcome.commit();
        }

        @Override
        long orderKey() {
            return outcome == null ? 0 : outcome.receipt().conversation();
        }

        @Override
        long bytes() {
            return conversation.metadata().text().length();
        }
    }

    /** Any other write, in a savepoint of its own. */
    static final class Job<T> extends WriteItem {
        private final long bytes;
        private final boolean last;
        private final Function<Handle, T> work;
        private final CompletableFuture<T> future;
        private @Nullable Runnable answer;

        Job(long bytes, boolean last, Function<Handle, T> work, CompletableFuture<T> future) {
            super(future);
            this.bytes = bytes;
            this.last = last;
            this.work = work;
            this.future = future;
        }

        @Override
        void prepare(AppendBatch batch, Handle handle) {
            handle.execute("SAVEPOINT job");
            try {
                T value = work.apply(handle);
                answer = () -> future.complete(value);
            } catch (RuntimeException e) {
                // The failure of one work must not take its batch with it.
                if (StorageFault.in(e) || StorageFault.isSacrificed(e)) {
                    // Not the fault of this work: the transaction as a whole cannot go on.
                    throw e;
                }
                handle.execute("ROLLBACK TO job");
                answer = () -> future.completeExceptionally(e);
            }
            handle.execute("RELEASE job");
        }

        @Override
        void answer() {
            if (answer != null) {
                answer.run();
            }
        }

        @Override
        long bytes() {
            return bytes;
        }

        @Override
        boolean last() {
            return last;
        }
    }
}
