package me.fhir.chitchat.db;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.ImportStore;
import me.fhir.chitchat.conversation.ImportedConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.db.engine.StorageQuota;
import me.fhir.chitchat.db.rows.Readers;

/** Imported conversations in the database: each is written in one transaction, between what else is written. */
public final class JdbiImportStore implements ImportStore {
    private final Readers readers;
    private final GroupCommitWriter writer;
    private final StorageQuota quota;
    private final ConversationLimits limits;

    /** @param limits what each conversation may take */
    public JdbiImportStore(Database database, ConversationLimits limits) {
        this.readers = database.readers();
        this.writer = database.writer();
        this.quota = database.quota();
        this.limits = limits;
    }

    @Override
    public CompletableFuture<Imported> add(ImportedConversation conversation) {
        long bytes = conversation.bytes();
        if (bytes > limits.mostBytes()) {
            return CompletableFuture.failedFuture(new ConversationException(
                    ErrorCode.STORE_FULL,
                    "The conversation is larger than the " + (limits.mostBytes() >> 20)
                            + " MiB that one may hold here; nothing was stored."));
        }
        Setup setup = conversation.meta().setup(limits.defaultTurns()).withTurnsAtMost(limits.mostTurns());
        return quota.growing(bytes, () -> {
            CompletableFuture<Imported> future = new CompletableFuture<>();
            writer.submit(new ImportItem(conversation, setup, future));
            return future;
        });
    }

    @Override
    public Optional<RawJson> scenario(long conversation) {
        return readers.read(handle -> handle.createQuery("""
                        SELECT scenario FROM imports WHERE conversation_id = :conversation AND scenario IS NOT NULL
                        """)
                .bind("conversation", conversation)
                .mapTo(String.class)
                .findOne()
                .map(RawJson::new));
    }
}
