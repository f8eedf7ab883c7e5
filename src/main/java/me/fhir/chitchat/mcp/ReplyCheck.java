package me.fhir.chitchat.mcp;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.TaskView;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;

/** Answers {@code check_replies}: what was said since the caller's last message, waited for without a thread. */
final class ReplyCheck {
    private static final int REMEMBERED = 10_000;

    private final BridgeConversations conversations;
    private final ConversationStore store;
    private final LongPoll longPoll;
    private final ReplyWriter writer;

    /** The last seq delivered per handle; it only keeps a caller from polling in a loop, so entries may be forgotten. */
    private final Map<String, Long> delivered = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** What there is to tell. */
    private record Look(Replies replies, TaskView view) {}

    ReplyCheck(BridgeConversations conversations, ConversationStore store, LongPoll longPoll) {
        this.conversations = conversations;
        this.store = store;
        this.longPoll = longPoll;
        this.writer = new ReplyWriter(store);
    }

    CompletableFuture<ToolResult> check(Config64 config, String handle, long conversation, Duration wait, int max) {
        long known = delivered.getOrDefault(handle, 0L);
        return longPoll.await(
                        conversation,
                        () -> Optional.of(look(config, conversation, max))
                                .filter(look ->
                                        look.view().settled() || look.replies().lastSeq() > known),
                        wait)
                .thenApply(found -> found.orElseGet(() -> look(config, conversation, max)))
                .thenApply(look -> answer(handle, look));
    }

    private Look look(Config64 config, long conversation, int max) {
        Head head = store.head(conversation).orElseThrow(() -> ConversationException.unknownConversation(conversation));
        Replies replies = Replies.read(store, conversation, head.log().lastSeq(), config.externalAgent(), max);
        return new Look(replies, conversations.view(config, head));
    }

    private ToolResult answer(String handle, Look look) {
        delivered.merge(handle, look.replies().lastSeq(), Math::max);
        boolean ended = look.view() instanceof TaskView.Ended;
        String status =
                ended ? "completed" : look.view() instanceof TaskView.InputRequired ? "input-required" : "working";
        return ToolResult.of(json -> json.objects("messages", look.replies().messages(), writer::write)
                .text("guidance", guidance(look))
                .text("status", status)
                .flag("conversation_ended", ended));
    }

    private static String guidance(Look look) {
        String more =
                look.replies().more() ? " There were more messages than max; ask with a greater max to get all." : "";
        return next(look) + more;
    }

    private static String next(Look look) {
        if (look.view() instanceof TaskView.Ended ended) {
            String outcome = ended.status() == null ? "" : ", outcome " + ended.status();
            String reason = ended.reason() == null ? "" : " (" + ended.reason() + ")";
            return "The conversation has ended" + outcome + reason + ". Nothing more can be sent; report the result.";
        }
        if (look.view() instanceof TaskView.InputRequired) {
            return "It is your turn: answer with send_message_to_chat_thread.";
        }
        if (look.view() instanceof TaskView.Submitted) {
            return "There is no message yet: begin with send_message_to_chat_thread.";
        }
        return look.replies().messages().isEmpty()
                ? "No reply yet; the others are at work. Call check_replies again."
                : "The others have not finished; call check_replies again for the rest.";
    }
}
