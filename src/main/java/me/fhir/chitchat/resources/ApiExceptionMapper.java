package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Maps {@link ApiException}, the errors of the REST API itself. */
public final class ApiExceptionMapper implements ExceptionMapper<ApiException> {
    @Override
    public Response toResponse(ApiException e) {
        Response.ResponseBuilder response = Response.status(e.status());
        e.headers().forEach(response::header);
        return ErrorResponses.with(response, e.sentence());
    }
}
