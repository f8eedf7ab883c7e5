package me.fhir.chitchat.mcp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.BridgeKind;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.SeatParticipant;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.world.Player;

/** Executes the tools. Every fault of a call is a failed result that the caller can act on. */
final class ChatTools {
    private static final String PURPOSE = "mcp-conversation";
    private static final long DEFAULT_WAIT_MS = 10_000;
    private static final long DEFAULT_MAX = 200;
    private static final long MAX_REPLIES = 1_000;

    private final BridgeConversations conversations;
    private final Handles handles;
    private final ReplyCheck replies;

    /** Tools that share which replies were delivered to their callers. */
    ChatTools(BridgeConversations conversations, Handles handles, ReplyCheck replies) {
        this.conversations = conversations;
        this.handles = handles;
        this.replies = replies;
    }

    CompletableFuture<ToolResult> call(ChatTool tool, Participant participant, Json.Object params) {
        try {
            ToolArguments arguments = ToolArguments.of(params);
            CompletableFuture<ToolResult> result =
                    switch (tool) {
                        case BEGIN -> begin(participant);
                        case SEND -> send(participant, arguments);
                        case CHECK -> check(participant, arguments);
                    };
            return result.exceptionally(ChatTools::failed);
        } catch (JsonRpcException | ConversationException e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    /** The tools of the role, besides these; empty when there are none. */
    Optional<RoleWorld> world(Participant participant) {
        return RoleWorld.of(conversations.tools(), participant);
    }

    /** Uses a tool of the role that is played at this address. */
    CompletableFuture<ToolResult> call(RoleWorld world, String name, Participant participant, Json.Object params) {
        try {
            ToolArguments arguments = ToolArguments.of(params);
            return world.call(name, arguments, argument -> player(participant, arguments, argument))
                    .exceptionally(ChatTools::failed);
        } catch (JsonRpcException | ConversationException e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private Player player(Participant participant, ToolArguments arguments, String argument) {
        Head head = participant instanceof SeatParticipant seat
                ? seat.head()
                : named(participant, arguments.text(argument));
        return conversations.player(participant, head.conversation());
    }

    private CompletableFuture<ToolResult> begin(Participant participant) {
        return begun(participant)
                .thenApply(head ->
                        ToolResult.of(json -> json.text("conversationId", handles.of(participant, PURPOSE, head))));
    }

    /** A new conversation; at a seat the one that it belongs to. */
    private CompletableFuture<Head> begun(Participant participant) {
        if (participant instanceof SeatParticipant seat) {
            return CompletableFuture.completedFuture(seat.head());
        }
        if (participant instanceof Config64 config) {
            return conversations.begin(config, BridgeKind.MCP);
        }
        throw new IllegalStateException("not an address: " + participant.getClass());
    }

    private CompletableFuture<ToolResult> send(Participant participant, ToolArguments arguments) {
        Head head = conversation(participant, arguments);
        RawJson payload = OutgoingMessage.payload(arguments, participant.usesWorld());
        return conversations
                .say(participant, head.conversation(), payload)
                .thenApply(receipt -> ToolResult.of(json -> json.flag("ok", true)
                        .text("guidance", "Your message is delivered. Call check_replies to wait for the answer.")
                        .text("status", "working")));
    }

    private CompletableFuture<ToolResult> check(Participant participant, ToolArguments arguments) {
        Head head = conversation(participant, arguments);
        long waitMs = arguments.integer("waitMs", DEFAULT_WAIT_MS, 0);
        long max = arguments.integer("max", DEFAULT_MAX, 1);
        Duration wait = Duration.ofMillis(Math.min(waitMs, LongPoll.MAX_WAIT.toMillis()));
        return replies.check(participant, handles.of(participant, PURPOSE, head), head.conversation(), wait, (int)
                Math.min(max, MAX_REPLIES));
    }

    private Head conversation(Participant participant, ToolArguments arguments) {
        if (participant instanceof SeatParticipant seat && !arguments.has("conversationId")) {
            return seat.head();
        }
        return named(participant, arguments.text("conversationId"));
    }

    private Head named(Participant participant, String handle) {
        return handles.find(participant, PURPOSE, handle)
                .orElseThrow(() -> new ConversationException(
                        ErrorCode.NOT_FOUND,
                        "conversationId names no conversation that was begun here; begin one with begin_chat_thread."));
    }

    private static ToolResult failed(Throwable thrown) {
        Throwable cause = Futures.cause(thrown);
        if (cause instanceof JsonRpcException refused) {
            return new ToolResult.ToolFailure(refused.error().message());
        }
        if (cause instanceof ConversationException refused) {
            String next = refused.code() == ErrorCode.TURN_CONFLICT
                    ? " Call check_replies and speak when its status is input-required."
                    : "";
            return new ToolResult.ToolFailure(refused.sentence() + next);
        }
        throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
    }
}
