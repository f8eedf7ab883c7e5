package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import me.fhir.chitchat.http.admission.MediaTypes;
import org.jspecify.annotations.Nullable;

/** The request headers that both bindings read. */
final class RequestHeaders {
    private static final int MAX_CLIENT_LENGTH = 200;

    private RequestHeaders() {}

    /** The text of the header or, without one, of the query parameter that chooses the version. */
    static Optional<String> version(HttpServletRequest request) {
        @Nullable String header = request.getHeader(A2aVersion.PARAMETER);
        return header == null
                ? Optional.ofNullable(QueryString.parameters(request).get(A2aVersion.PARAMETER))
                : Optional.of(header);
    }

    /** Whether the body is JSON by its media type; a body without one is taken for JSON. */
    static boolean hasJson(HttpServletRequest request) {
        @Nullable String contentType = request.getContentType();
        return contentType == null || MediaTypes.isJson(contentType);
    }

    /** The client's name. */
    static String client(AsyncContext context) {
        @Nullable String agent = ((HttpServletRequest) context.getRequest()).getHeader("User-Agent");
        String name = agent == null ? "" : agent.strip();
        return name.length() > MAX_CLIENT_LENGTH ? name.substring(0, MAX_CLIENT_LENGTH) : name;
    }
}
