package me.fhir.chitchat.resources;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.http.admission.CorsPolicy;
import me.fhir.chitchat.http.admission.ErrorBody;
import me.fhir.chitchat.http.admission.ErrorReference;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what Jetty refuses before any servlet sees it, such as an address it cannot read: as JSON, like all errors.
 */
public final class JsonErrorHandler extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JsonErrorHandler.class);

    private final CorsPolicy cors;

    public JsonErrorHandler(CorsPolicy cors) {
        this.cors = cors;
        setShowStacks(false);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        cors.headers(request.getHeaders().get(HttpHeader.ORIGIN)).forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String chosen = ErrorBody.of(request::getAttribute);
        String body = chosen == null ? ErrorResponses.body(sentence(status, cause)) : chosen;
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }

    private static String sentence(int status, @Nullable Throwable cause) {
        // An end of the connection in the middle of a request is caused by the client, which does not read
        // this response.
        if (status < 500 || cause == null || cause instanceof HttpException || cause instanceof EofException) {
            return StatusSentences.of(status);
        }
        return ErrorReference.log(LOG, cause);
    }
}
