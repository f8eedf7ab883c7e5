package me.fhir.chitchat.mcp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.BridgeKind;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.jsonrpc.JsonRpcException;

/** Does what the tools say. Whatever is wrong with a call is a failed result that its caller can act on. */
final class ChatTools {
    private static final String PURPOSE = "mcp-conversation";
    private static final long DEFAULT_WAIT_MS = 10_000;
    private static final long DEFAULT_MAX = 200;
    private static final long LARGEST_MAX = 1_000;

    private final BridgeConversations conversations;
    private final Handles handles;
    private final ReplyCheck replies;

    ChatTools(BridgeConversations conversations, Handles handles, LongPoll longPoll, ConversationStore store) {
        this.conversations = conversations;
        this.handles = handles;
        this.replies = new ReplyCheck(conversations, store, longPoll);
    }

    CompletableFuture<ToolResult> call(ChatTool tool, Config64 config, Json.Object params) {
        try {
            ToolArguments arguments = ToolArguments.of(params);
            CompletableFuture<ToolResult> result =
                    switch (tool) {
                        case BEGIN -> begin(config);
                        case SEND -> send(config, arguments);
                        case CHECK -> check(config, arguments);
                    };
            return result.exceptionally(ChatTools::failed);
        } catch (JsonRpcException | ConversationException e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private CompletableFuture<ToolResult> begin(Config64 config) {
        return conversations
                .begin(config, BridgeKind.MCP)
                .thenApply(
                        head -> ToolResult.of(json -> json.text("conversationId", handles.of(config, PURPOSE, head))));
    }

    private CompletableFuture<ToolResult> send(Config64 config, ToolArguments arguments) {
        Head head = conversation(config, arguments);
        RawJson payload = OutgoingMessage.payload(arguments);
        return conversations
                .say(config, head.conversation(), payload)
                .thenApply(receipt -> ToolResult.of(json -> json.flag("ok", true)
                        .text("guidance", "Your message is delivered. Call check_replies to wait for the answer.")
                        .text("status", "working")));
    }

    private CompletableFuture<ToolResult> check(Config64 config, ToolArguments arguments) {
        Head head = conversation(config, arguments);
        long waitMs = arguments.integer("waitMs", DEFAULT_WAIT_MS, 0);
        long max = arguments.integer("max", DEFAULT_MAX, 1);
        Duration wait = Duration.ofMillis(Math.min(waitMs, LongPoll.LONGEST.toMillis()));
        return replies.check(
                config, arguments.text("conversationId"), head.conversation(), wait, (int) Math.min(max, LARGEST_MAX));
    }

    private Head conversation(Config64 config, ToolArguments arguments) {
        return handles.find(config, PURPOSE, arguments.text("conversationId"))
                .orElseThrow(() -> new ConversationException(
                        ErrorCode.NOT_FOUND,
                        "conversationId names no conversation that was begun here; begin one with begin_chat_thread."));
    }

    private static ToolResult failed(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof JsonRpcException refused) {
            return new ToolResult.Failed(refused.error().message());
        }
        if (cause instanceof ConversationException refused) {
            String next = refused.code() == ErrorCode.TURN_CONFLICT
                    ? " Call check_replies and speak when its status is input-required."
                    : "";
            return new ToolResult.Failed(refused.sentence() + next);
        }
        throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
    }
}
