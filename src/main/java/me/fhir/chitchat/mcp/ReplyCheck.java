package me.fhir.chitchat.mcp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.TaskView;
import me.fhir.chitchat.bridge.WaitingCeiling;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.http.admission.Departure;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.json.JsonWriter;

/** Answers {@code check_replies}: the messages since the caller's last one, waited for without a thread. */
final class ReplyCheck {
    private static final long MAX_CHARACTERS = 4 * 1024 * 1024;

    private final BridgeConversations conversations;
    private final ConversationStore store;
    private final ReplyWait waiting;
    private final ReplyWriter writer;
    private final DeliveredReplies delivered;
    private final ResponsePermits places;

    /** The result to report. */
    private record FoundReplies(Replies replies, TaskView view) {}

    /**
     * Lets the client of a request wait.
     *
     * @param client how it is seen leaving
     */
    record ReplyWait(LongPoll longPoll, Departure client) {}

    /** @param places where replies are put together, a few at a time: they may be megabytes */
    ReplyCheck(
            BridgeConversations conversations,
            ConversationStore store,
            ReplyWait waiting,
            DeliveredReplies delivered,
            ResponsePermits places) {
        this.places = places;
        this.delivered = delivered;
        this.conversations = conversations;
        this.store = store;
        this.waiting = waiting;
        this.writer = new ReplyWriter(store);
    }

    CompletableFuture<ToolResult> check(
            Participant participant, String handle, long conversation, Duration wait, int max) {
        long known = delivered.lastSeq(handle);
        if (wait.isZero()) {
            return CompletableFuture.completedFuture(
                    places.within(() -> answer(handle, read(participant, conversation, max))));
        }
        return waiting.longPoll()
                .await(
                        new WaitingCeiling.Waiter(conversation, participant.externalAgent()),
                        () -> mayBeNews(participant, conversation, known)
                                ? places.within(() -> Optional.of(read(participant, conversation, max))
                                        .filter(found -> found.view().settled()
                                                || found.replies().lastSeq() > known)
                                        .map(found -> answer(handle, found)))
                                : Optional.empty(),
                        wait,
                        waiting.client())
                .thenApply(found -> found.orElseGet(
                        () -> places.within(() -> answer(handle, read(participant, conversation, max)))));
    }

    /** Asked first: it needs no place, as it reads no message. */
    private boolean mayBeNews(Participant participant, long conversation, long known) {
        Head head = head(conversation);
        return head.log().lastSeq() > known
                || conversations.view(participant, head).settled();
    }

    private Head head(long conversation) {
        return store.requireHead(conversation);
    }

    private FoundReplies read(Participant participant, long conversation, int max) {
        Head head = head(conversation);
        Replies replies = Replies.read(store, conversation, head.log().lastSeq(), participant.externalAgent(), max);
        return new FoundReplies(replies, conversations.view(participant, head));
    }

    private ToolResult answer(String handle, FoundReplies found) {
        delivered.add(handle, found.replies().lastSeq());
        boolean ended = found.view() instanceof TaskView.Ended;
        String status =
                ended ? "completed" : found.view() instanceof TaskView.InputRequired ? "input-required" : "working";
        WrittenReplies written = written(found.replies());
        return ToolResult.of(json -> json.list("messages", written.messages(), JsonWriter::raw)
                .text("guidance", guidance(found, written.more()))
                .text("status", status)
                .flag("conversation_ended", ended));
    }

    /** Messages as JSON, the oldest first, and whether there were more. */
    private record WrittenReplies(List<String> messages, boolean more) {}

    /** The newest replies, as far as they are not too long together; the very newest in any case. */
    private WrittenReplies written(Replies replies) {
        Deque<String> written = new ArrayDeque<>();
        long characters = 0;
        for (int i = replies.messages().size() - 1; i >= 0 && characters < MAX_CHARACTERS; i--) {
            Event message = replies.messages().get(i);
            String json = JsonWriter.object(members -> writer.write(members, message));
            characters += json.length();
            written.addFirst(json);
        }
        boolean more = replies.more() || written.size() < replies.messages().size();
        return new WrittenReplies(List.copyOf(written), more);
    }

    private static String guidance(FoundReplies found, boolean leftOut) {
        String more = leftOut
                ? " There were more messages than max, or than fit into one answer; a greater max may get more of them."
                : "";
        return next(found) + more;
    }

    private static String next(FoundReplies found) {
        if (found.view() instanceof TaskView.Ended ended) {
            String outcome = ended.status() == null ? "" : ", outcome " + ended.status();
            String reason = ended.reason() == null ? "" : " (" + ended.reason() + ")";
            return "The conversation has ended" + outcome + reason + ". Nothing more can be sent; report the result.";
        }
        if (found.view() instanceof TaskView.InputRequired) {
            return "It is your turn: answer with send_message_to_chat_thread.";
        }
        if (found.view() instanceof TaskView.Submitted) {
            return "There is no message yet: begin with send_message_to_chat_thread.";
        }
        return found.replies().messages().isEmpty()
                ? "No reply yet; the others are at work. Call check_replies again."
                : "The others have not finished; call check_replies again for the rest.";
    }
}
