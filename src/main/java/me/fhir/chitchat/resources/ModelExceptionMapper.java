package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.ModelException;

/** Answers with 502 when a provider gave no answer, and with the reason that it gave. */
public final class ModelExceptionMapper implements ExceptionMapper<ModelException> {
    @Override
    public Response toResponse(ModelException e) {
        String error =
                JsonWriter.object(json -> json.text("error", "ProviderError").text("message", e.sentence()));
        return Response.status(Response.Status.BAD_GATEWAY).entity(error).build();
    }
}
