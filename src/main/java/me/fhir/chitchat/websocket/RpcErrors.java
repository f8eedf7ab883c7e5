package me.fhir.chitchat.websocket;

import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.http.admission.ErrorReference;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.wire.RpcErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps exceptions to the error codes of the WebSocket API. */
final class RpcErrors {
    private static final Logger LOG = LoggerFactory.getLogger(RpcErrors.class);

    private RpcErrors() {}

    static JsonRpcError of(Throwable thrown) {
        Throwable cause = Futures.cause(thrown);
        if (cause instanceof JsonRpcException refused) {
            return refused.error();
        }
        if (cause instanceof ConversationException refused) {
            return JsonRpcError.of(code(refused.code()), refused.sentence());
        }
        return JsonRpcError.of(JsonRpcErrorCode.SERVER_ERROR, ErrorReference.log(LOG, cause));
    }

    private static int code(ErrorCode code) {
        return switch (code) {
            case INVALID_PARAMS -> JsonRpcErrorCode.INVALID_PARAMS.code();
            case NOT_ALLOWED -> RpcErrorCode.NOT_ALLOWED.code();
            case NOT_FOUND -> RpcErrorCode.NOT_FOUND.code();
            case TURN_CONFLICT -> RpcErrorCode.TURN_CONFLICT.code();
            case CONVERSATION_FINALIZED -> RpcErrorCode.CONVERSATION_FINALIZED.code();
            case INVALID_TURN -> RpcErrorCode.INVALID_TURN.code();
            case FINALITY_NOT_ALLOWED -> RpcErrorCode.FINALITY_NOT_ALLOWED.code();
            case STORE_UNAVAILABLE, STORE_FULL, STORE_DAMAGED -> JsonRpcErrorCode.SERVER_ERROR.code();
        };
    }
}
