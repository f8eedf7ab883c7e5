package me.fhir.chitchat.db;

import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ImportStore.Imported;
import me.fhir.chitchat.conversation.ImportedConversation;
import me.fhir.chitchat.conversation.Setup;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** An imported conversation that waits to be written. */
final class ImportItem extends WriteItem {
    private final ImportedConversation conversation;
    private final Setup setup;
    private final CompletableFuture<Imported> future;
    private @Nullable Imported answer;
    private @Nullable Commit commit;

    ImportItem(ImportedConversation conversation, Setup setup, CompletableFuture<Imported> future) {
        super(future);
        this.conversation = conversation;
        this.setup = setup;
        this.future = future;
    }

    @Override
    void prepare(AppendBatch batch, Handle handle) {
        AppendBatch.Appended outcome = batch.add(conversation, setup);
        commit = outcome.commit();
        answer = new Imported(outcome.receipt().conversation(), commit != null);
    }

    @Override
    void answer() {
        future.complete(answer);
    }

    @Override
    @Nullable
    Commit commit() {
        return commit;
    }

    @Override
    long bytes() {
        return conversation.bytes();
    }

    @Override
    long orderKey() {
        return answer == null ? 0 : answer.conversation();
    }
}
