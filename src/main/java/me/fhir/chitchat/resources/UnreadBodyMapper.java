package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import me.fhir.chitchat.http.admission.UnreadBodyException;

/** Answers a request whose body was not read to its end. */
public final class UnreadBodyMapper implements ExceptionMapper<UnreadBodyException> {
    @Override
    public Response toResponse(UnreadBodyException e) {
        Response.ResponseBuilder response = Response.status(e.status());
        e.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return ErrorResponses.with(response, e.sentence());
    }
}
