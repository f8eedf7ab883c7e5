package me.fhir.chitchat.conversation;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where conversations that were held elsewhere are put. For any thread. */
public interface ImportStore {
    /**
     * The outcome of an import.
     *
     * @param conversation the id here
     * @param fresh false when the same content was imported before, under this id; then nothing was written
     */
    record Imported(long conversation, boolean fresh) {}

    /**
     * Stores a conversation, whole or not at all.
     *
     * @return fails with {@link ConversationException}
     */
    CompletableFuture<Imported> add(ImportedConversation conversation);

    /** The scenario that an imported conversation brought; empty for one that brought none, or was held here. */
    Optional<RawJson> scenario(long conversation);
}
