package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.glassfish.jersey.message.internal.HeaderValueException;

/** Answers a request with a header, such as Accept-Encoding, that Jersey cannot read. */
public final class HeaderSyntaxMapper implements ExceptionMapper<HeaderValueException> {
    @Override
    public Response toResponse(HeaderValueException e) {
        return ErrorResponses.with(
                Response.status(Response.Status.BAD_REQUEST),
                "A header of the request cannot be read; look at those that begin with Accept.");
    }
}
