package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers a request whose thread was interrupted while it waited, which happens when the server stops. */
public final class InterruptedMapper implements ExceptionMapper<InterruptedException> {
    @Override
    public Response toResponse(InterruptedException e) {
        Thread.currentThread().interrupt();
        return ErrorResponses.with(
                Response.status(Response.Status.SERVICE_UNAVAILABLE), "The server is stopping; ask again later.");
    }
}
