package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import me.fhir.chitchat.llm.ModelBudgetException;
import me.fhir.chitchat.llm.UnusableRequestException;

/** Answers a request that no model is asked for: with 429 while the budget is spent, else with 400. */
public final class UnusableRequestMapper implements ExceptionMapper<UnusableRequestException> {
    @Override
    public Response toResponse(UnusableRequestException e) {
        Response.ResponseBuilder response = Response.status(Response.Status.BAD_REQUEST);
        if (e instanceof ModelBudgetException spent) {
            response = Response.status(429)
                    .header(HttpHeaders.RETRY_AFTER, spent.retryAfter().toSeconds() + 1);
        }
        return ErrorResponses.with(response, e.sentence());
    }
}
