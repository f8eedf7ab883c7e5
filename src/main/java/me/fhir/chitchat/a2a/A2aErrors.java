package me.fhir.chitchat.a2a;

import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.http.admission.ErrorReference;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.runtime.concurrent.Futures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure becomes on the wire: the one place that decides. */
final class A2aErrors {
    private static final Logger LOG = LoggerFactory.getLogger(A2aErrors.class);

    private A2aErrors() {}

    /** The error of a version; {@code finalized} is what it calls speaking after the end, or canceling it. */
    static JsonRpcError of(Throwable failure, Wire wire, A2aError finalized) {
        Throwable cause = Futures.cause(failure);
        if (cause instanceof A2aException refused) {
            return wire.error(refused.error(), refused.sentence());
        }
        if (cause instanceof JsonRpcException refused) {
            return wire.error(
                    A2aError.ofCode(refused.error().code()), refused.error().message());
        }
        if (cause instanceof ConversationException refused) {
            return wire.error(
                    switch (refused.code()) {
                        case INVALID_PARAMS, INVALID_TURN, FINALITY_NOT_ALLOWED -> A2aError.INVALID_PARAMS;
                        // Only the host of a conversation with seats may end it.
                        case NOT_ALLOWED -> A2aError.TASK_NOT_CANCELABLE;
                        case NOT_FOUND -> A2aError.TASK_NOT_FOUND;
                        case TURN_CONFLICT -> A2aError.UNSUPPORTED_OPERATION;
                        case CONVERSATION_FINALIZED -> finalized;
                        case STORE_UNAVAILABLE, STORE_FULL, STORE_DAMAGED -> A2aError.INTERNAL_ERROR;
                    },
                    refused.sentence());
        }
        return wire.error(A2aError.INTERNAL_ERROR, ErrorReference.log(LOG, cause));
    }
}
