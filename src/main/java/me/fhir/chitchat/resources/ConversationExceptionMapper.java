package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;

/** The one place where a refusal of the domain gets its HTTP status. */
public final class ConversationExceptionMapper implements ExceptionMapper<ConversationException> {
    @Override
    public Response toResponse(ConversationException e) {
        Response.ResponseBuilder response = Response.status(status(e.code()));
        if (e.code() == ErrorCode.STORE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, 1);
        }
        return ErrorResponses.with(response, e.sentence());
    }

    static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_PARAMS, FINALITY_NOT_ALLOWED -> 400;
            case NOT_ALLOWED -> 403;
            case NOT_FOUND -> 404;
            case TURN_CONFLICT, INVALID_TURN, CONVERSATION_FINALIZED -> 409;
            case STORE_UNAVAILABLE -> 503;
            case STORE_FULL -> 507;
        };
    }
}
