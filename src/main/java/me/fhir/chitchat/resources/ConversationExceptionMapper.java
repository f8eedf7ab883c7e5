package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.wire.HttpStatus;

/** Answers what the domain refuses with its status and sentence. */
public final class ConversationExceptionMapper implements ExceptionMapper<ConversationException> {
    @Override
    public Response toResponse(ConversationException e) {
        Response.ResponseBuilder response = Response.status(HttpStatus.of(e.code()));
        if (e.code() == ErrorCode.STORE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, 1);
        }
        return ErrorResponses.with(response, e.sentence());
    }
}
