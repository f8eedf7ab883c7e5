package me.fhir.chitchat.websocket;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.http.wirelog.FrameLog;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
import org.jspecify.annotations.Nullable;

/** Which frames of a client are noted for the host of the conversation in which it plays. */
final class FrameNotes {
    private static final String AUTHENTICATE = "authenticate";
    private static final String CREATE = "createConversation";
    /** They carry codes of others, or headers with keys. */
    private static final Set<String> NEVER_KEPT =
            Set.of("createSeatedConversation", "replaceCode", "handSeat", "getSeats");

    private final FrameLog log;

    FrameNotes(FrameLog log) {
        this.log = log;
    }

    /** Notes a request; null when it is not kept, or not known yet to be. */
    FrameLog.@Nullable Asked asked(String text, JsonRpcMessage.Request request) {
        String method = request.method();
        return log.isEmpty() || method.equals(AUTHENTICATE) || method.equals(CREATE) || NEVER_KEPT.contains(method)
                ? null
                : log.asked(integer(request.params().object().get("conversationId")), text);
    }

    /** Notes something that is answered with an error at once. */
    void refused(String text, String id, JsonRpcError error) {
        FrameLog.Asked asked = log.asked(null, text);
        if (asked != null) {
            asked.answered(JsonRpcText.error(id, error));
        }
    }

    /** Notes something for which the connection is closed: its answer is the close frame. */
    void closed(String text, CloseCode code, String reason) {
        FrameLog.Asked asked = log.asked(null, text);
        if (asked != null) {
            asked.closed(code.code(), reason);
        }
    }

    /** Notes the answer to a request once it is there. */
    void answered(
            String text,
            JsonRpcMessage.Request request,
            FrameLog.@Nullable Asked asked,
            CompletableFuture<MethodResult> result) {
        boolean opens =
                request.method().equals(AUTHENTICATE) || request.method().equals(CREATE);
        if (asked == null && !opens) {
            return;
        }
        var unused = result.whenComplete((value, failure) -> {
            FrameLog.Asked known = asked != null || failure != null ? asked : opened(text, request, value);
            if (known != null) {
                known.answered(answer(request.id(), value, failure));
            }
        });
    }

    private static String answer(String id, @Nullable MethodResult value, @Nullable Throwable failure) {
        if (failure != null || value == null) {
            return JsonRpcText.error(id, RpcErrors.of(failure == null ? new IllegalStateException() : failure));
        }
        // An answer in pieces is a whole conversation, which the page shows itself.
        return value.value() instanceof MethodResult.Value.WholeJson whole
                ? JsonRpcText.result(id, whole.json())
                : JsonRpcText.resultStart(id) + "…";
    }

    /** A request that opened a conversation belongs to it. */
    private FrameLog.@Nullable Asked opened(String text, JsonRpcMessage.Request request, MethodResult value) {
        if (!(value.value() instanceof MethodResult.Value.WholeJson whole)) {
            return null;
        }
        Json.Object result = Json.objectOrNull(whole.json());
        Long conversation = result == null ? null : integer(result.get("conversationId"));
        if (result == null || conversation == null) {
            return null;
        }
        Json.Object params = request.params().object();
        if (request.method().equals(AUTHENTICATE)) {
            if (!"seat".equals(result.text("role"))) {
                return null;
            }
            log.ofSeat(conversation, request.params().text("code"));
        } else {
            if (!wanted(params)) {
                return null;
            }
            log.ofConversation(conversation);
        }
        return log.asked(conversation, text);
    }

    /** Most who create a conversation look at no frames, and there may be thousands of them. */
    private static boolean wanted(Json.Object params) {
        Json.Object meta = params.object("meta");
        Json.Object custom = meta == null ? null : meta.object("custom");
        return custom != null && "true".equals(custom.raw("wire"));
    }

    private static @Nullable Long integer(@Nullable Json value) {
        String raw = value == null ? "" : value.raw();
        return raw.matches("\\d{1,18}") ? Long.valueOf(raw) : null;
    }
}
