package me.fhir.chitchat.a2a;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.BridgeKind;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Finds the conversation of a message that names no task. A context groups the tasks of one address; its id is the
 * client's own if the client sent one with its first message, else random. For any thread.
 */
final class Contexts {
    private static final int RANDOM_BYTES = 18;

    private final BridgeConversations conversations;
    private final ConversationStore store;
    private final SecureRandom random = new SecureRandom();

    /** Two first messages of one context, sent at once, meet in one conversation. */
    private final Map<Origin, CompletableFuture<Head>> beginning = new ConcurrentHashMap<>();

    Contexts(BridgeConversations conversations, ConversationStore store) {
        this.conversations = conversations;
        this.store = store;
    }

    /** The newest open conversation of the context, else a new one in it; without a context a new one in a new context. */
    CompletableFuture<Head> conversation(Config64 config, @Nullable String contextId, UsedTolerances tolerances) {
        if (contextId == null) {
            return conversations.begin(config, BridgeKind.A2A, newContextId());
        }
        Origin origin = new Origin(BridgeKind.A2A.wireName(), config.hash(), contextId);
        CompletableFuture<Head> own = new CompletableFuture<>();
        CompletableFuture<Head> other = beginning.putIfAbsent(origin, own);
        if (other != null) {
            return other;
        }
        var unused = own.whenComplete((head, failure) -> beginning.remove(origin, own));
        try {
            Optional<Head> open = store.newestActive(origin);
            if (open.isPresent()) {
                tolerances.use(Tolerance.TASK_OF_CONTEXT, "message.contextId without taskId");
                own.complete(open.get());
            } else {
                var unusedBegun = conversations
                        .begin(config, BridgeKind.A2A, contextId)
                        .whenComplete((head, failure) -> complete(own, head, failure));
            }
        } catch (RuntimeException e) {
            // The caller waits for the future, whatever it was.
            own.completeExceptionally(e);
        }
        return own;
    }

    private static void complete(CompletableFuture<Head> future, @Nullable Head head, @Nullable Throwable failure) {
        if (head != null) {
            future.complete(head);
        } else if (failure != null) {
            future.completeExceptionally(failure);
        }
    }

    private String newContextId() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
