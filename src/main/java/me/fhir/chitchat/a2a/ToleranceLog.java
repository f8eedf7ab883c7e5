package me.fhir.chitchat.a2a;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.JsonWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes tolerances in the log of a conversation, each once per conversation and client. For any thread. */
final class ToleranceLog {
    private static final Logger LOG = LoggerFactory.getLogger(ToleranceLog.class);
    private static final int REMEMBERED = 10_000;

    private final BridgeConversations conversations;

    /** Saves a write that the store would recognise as a repeat anyway, so it may be forgotten. */
    private final Set<String> noted =
            Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            }));

    ToleranceLog(BridgeConversations conversations) {
        this.conversations = conversations;
    }

    /** Completes, never with a failure, when everything is noted. */
    CompletableFuture<Void> note(UsedTolerances tolerances, String client, long conversation) {
        return CompletableFuture.allOf(tolerances.used().entrySet().stream()
                .map(used -> note(conversation, client, used.getKey(), used.getValue()))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> note(long conversation, String client, Tolerance tolerance, String detail) {
        String key = "note:" + tolerance.wireName() + ":" + Sha256.fingerprint(client);
        if (!noted.add(conversation + ":" + key)) {
            return CompletableFuture.completedFuture(null);
        }
        RawJson note = new RawJson(JsonWriter.object(
                json -> json.text("kind", "note").object("data", data -> data.text("tolerance", tolerance.wireName())
                        .text("detail", detail))));
        return conversations.note(conversation, note, key).handle((receipt, failure) -> {
            if (failure != null) {
                // Such as that the conversation has ended: nothing can be added to its log.
                LOG.debug("A tolerance could not be noted in conversation {}", conversation, failure);
            }
            return null;
        });
    }
}
