package me.fhir.chitchat.mcp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.TaskView;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;

/** Answers {@code check_replies}: the messages since the caller's last one, waited for without a thread. */
final class ReplyCheck {
    private final BridgeConversations conversations;
    private final ConversationStore store;
    private final LongPoll longPoll;
    private final ReplyWriter writer;

    private final DeliveredReplies delivered;

    /** What there is to report. */
    private record Look(Replies replies, TaskView view) {}

    ReplyCheck(
            BridgeConversations conversations, ConversationStore store, LongPoll longPoll, DeliveredReplies delivered) {
        this.delivered = delivered;
        this.conversations = conversations;
        this.store = store;
        this.longPoll = longPoll;
        this.writer = new ReplyWriter(store);
    }

    CompletableFuture<ToolResult> check(
            Participant participant, String handle, long conversation, Duration wait, int max) {
        long known = delivered.lastSeq(handle);
        return longPoll.await(
                        conversation,
                        () -> Optional.of(look(participant, conversation, max))
                                .filter(look ->
                                        look.view().settled() || look.replies().lastSeq() > known),
                        wait)
                .thenApply(found -> found.orElseGet(() -> look(participant, conversation, max)))
                .thenApply(look -> answer(handle, look));
    }

    private Look look(Participant participant, long conversation, int max) {
        Head head = store.head(conversation).orElseThrow(() -> ConversationException.unknownConversation(conversation));
        Replies replies = Replies.read(store, conversation, head.log().lastSeq(), participant.externalAgent(), max);
        return new Look(replies, conversations.view(participant, head));
    }

    private ToolResult answer(String handle, Look look) {
        delivered.add(handle, look.replies().lastSeq());
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
