package me.fhir.chitchat.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers JSON that Jackson could not bind, without its text, which names classes of ours. */
public final class JacksonExceptionMapper implements ExceptionMapper<JsonProcessingException> {
    @Override
    public Response toResponse(JsonProcessingException e) {
        if (e instanceof InvalidDefinitionException) {
            // A mistake of ours in a type, not one of the client's in its body.
            return UnexpectedErrorMapper.answer(e, 500);
        }
        var at = e.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return ErrorResponses.of(400, "The body is not the JSON that this path takes" + where + ".");
    }
}
