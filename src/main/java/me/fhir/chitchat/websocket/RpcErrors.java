package me.fhir.chitchat.websocket;

import me.fhir.chitchat.admission.ErrorReference;
import me.fhir.chitchat.concurrent.Futures;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps exceptions to the error codes of the WebSocket API. */
final class RpcErrors {
    private static final Logger LOG = LoggerFactory.getLogger(RpcErrors.class);
    private static final int SERVER_ERROR = -32000;

    private RpcErrors() {}

    static JsonRpcError of(Throwable thrown) {
        Throwable cause = Futures.cause(thrown);
        if (cause instanceof JsonRpcException refused) {
            return refused.error();
        }
        if (cause instanceof ConversationException refused) {
            return JsonRpcError.of(code(refused.code()), refused.sentence());
        }
        return JsonRpcError.of(SERVER_ERROR, ErrorReference.log(LOG, cause));
    }

    private static int code(ErrorCode code) {
        return switch (code) {
            case INVALID_PARAMS -> JsonRpcErrorCode.INVALID_PARAMS.code();
            case NOT_ALLOWED -> 403;
            case NOT_FOUND -> 404;
            case TURN_CONFLICT -> -32010;
            case CONVERSATION_FINALIZED -> -32011;
            case INVALID_TURN -> -32012;
            case FINALITY_NOT_ALLOWED -> -32013;
            case STORE_UNAVAILABLE, STORE_FULL -> SERVER_ERROR;
        };
    }
}
