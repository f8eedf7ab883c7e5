package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import me.fhir.chitchat.seat.TooManyAttemptsException;

/** Answers a caller whose address has shown too many wrong codes. */
public final class TooManyAttemptsMapper implements ExceptionMapper<TooManyAttemptsException> {
    @Override
    public Response toResponse(TooManyAttemptsException e) {
        return ErrorResponses.with(
                Response.status(429).header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds()), e.sentence());
    }
}
