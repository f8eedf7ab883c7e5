package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import me.fhir.chitchat.admission.ServerBusyException;

/** Answers a request whose body the server has no room for at the moment. */
public final class ServerBusyMapper implements ExceptionMapper<ServerBusyException> {
    @Override
    public Response toResponse(ServerBusyException e) {
        return ErrorResponses.with(
                Response.status(503).header(HttpHeaders.RETRY_AFTER, ServerBusyException.RETRY_AFTER_SECONDS),
                e.sentence());
    }
}
