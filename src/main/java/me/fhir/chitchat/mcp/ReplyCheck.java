package me.fhir.chitchat.mcp;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Patience;
import me.fhir.chitchat.bridge.Replies;
import me.fhir.chitchat.bridge.Standing;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.wire.JsonArrays;

/** Answers {@code check_replies}: what was said since the caller's last message, waited for without a thread. */
final class ReplyCheck {
    private static final int REMEMBERED = 10_000;

    private final BridgeConversations conversations;
    private final ConversationStore store;
    private final Patience patience;
    private final ReplyJson json;

    /** Up to which seq the holder of a handle was told; only saves a caller from asking in a circle, so it may be forgotten. */
    private final Map<String, Long> told = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** What there is to tell. */
    private record Look(Replies replies, Standing standing) {}

    ReplyCheck(BridgeConversations conversations, ConversationStore store, Patience patience) {
        this.conversations = conversations;
        this.store = store;
        this.patience = patience;
        this.json = new ReplyJson(store);
    }

    CompletableFuture<ToolResult> check(Config64 config, String handle, long conversation, Duration wait, int max) {
        long known = told.getOrDefault(handle, 0L);
        return patience.await(
                        conversation,
                        () -> Optional.of(look(config, conversation, max))
                                .filter(look -> look.standing().settled()
                                        || look.replies().lastSeq() > known),
                        wait)
                .thenApply(found -> found.orElseGet(() -> look(config, conversation, max)))
                .thenApply(look -> answer(handle, look));
    }

    private Look look(Config64 config, long conversation, int max) {
        Head head = store.head(conversation).orElseThrow(() -> ConversationException.unknownConversation(conversation));
        Replies replies = Replies.read(store, conversation, head.log().lastSeq(), config.externalAgent(), max);
        return new Look(replies, conversations.standing(config, head));
    }

    private ToolResult answer(String handle, Look look) {
        told.merge(handle, look.replies().lastSeq(), Math::max);
        boolean ended = look.standing() instanceof Standing.Ended;
        String status =
                ended ? "completed" : look.standing() instanceof Standing.InputRequired ? "input-required" : "working";
        StringBuilder out = new StringBuilder(512).append("{\"messages\":");
        JsonArrays.append(out, look.replies().messages(), json::append);
        out.append(",\"guidance\":").append(JsonText.quote(guidance(look)));
        out.append(",\"status\":\"").append(status);
        out.append("\",\"conversation_ended\":").append(ended).append('}');
        return new ToolResult.Structured(out.toString());
    }

    private static String guidance(Look look) {
        String more =
                look.replies().more() ? " There were more messages than max; ask with a greater max to get all." : "";
        return next(look) + more;
    }

    private static String next(Look look) {
        if (look.standing() instanceof Standing.Ended ended) {
            String outcome = ended.status() == null ? "" : ", outcome " + ended.status();
            String reason = ended.reason() == null ? "" : " (" + ended.reason() + ")";
            return "The conversation has ended" + outcome + reason + ". Nothing more can be sent; report the result.";
        }
        if (look.standing() instanceof Standing.InputRequired) {
            return "It is your turn: answer with send_message_to_chat_thread.";
        }
        if (look.standing() instanceof Standing.Submitted) {
            return "Nobody has said anything yet: begin with send_message_to_chat_thread.";
        }
        return look.replies().messages().isEmpty()
                ? "No reply yet; the others are at work. Call check_replies again."
                : "The others have not finished; call check_replies again for the rest.";
    }
}
