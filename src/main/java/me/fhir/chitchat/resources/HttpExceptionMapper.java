package me.fhir.chitchat.resources;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers what Jersey refuses before or beside a resource: unknown paths, methods and media types. */
public final class HttpExceptionMapper implements ExceptionMapper<WebApplicationException> {
    private static final Set<String> BODY_HEADERS = Set.of("content-type", "content-length", "content-encoding");

    @Context
    private @Nullable Request request;

    @Override
    public Response toResponse(WebApplicationException e) {
        Response refused = e.getResponse();
        int status = refused.getStatus();
        if (status < 400) {
            return refused;
        }
        if (status >= 500) {
            return UnexpectedErrorMapper.answer(e, status);
        }
        Response.ResponseBuilder response = Response.status(status);
        refused.getHeaders().forEach((name, values) -> {
            if (!BODY_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> response.header(name, value));
            }
        });
        return ErrorResponses.with(response, status == 405 ? methodSentence(refused) : StatusSentences.of(status));
    }

    private String methodSentence(Response refused) {
        List<Object> allowed = refused.getHeaders().getOrDefault(HttpHeaders.ALLOW, List.of());
        String method = request == null ? "this method" : request.getMethod();
        return "This path does not take " + method + "; it takes "
                + String.join(", ", allowed.stream().map(String::valueOf).toList()) + ".";
    }
}
