package me.fhir.chitchat.resources;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import me.fhir.chitchat.http.admission.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body whose announced length is above {@link RequestBody#MAX_BYTES}, before anything of it is kept. One that
 * does not announce its length is refused where it is read.
 */
final class BodyLimit implements ContainerRequestFilter {
    private static final String BRIDGES = "bridge/";

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (request.getUriInfo().getPath().startsWith(BRIDGES)) {
            // They have the same limit, and say so in the words of their protocols.
            return;
        }
        if (announced(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > RequestBody.MAX_BYTES) {
            // A client that sent Expect has sent nothing yet; reading would make it go on.
            if (request.getHeaderString("Expect") == null) {
                RequestBody.drop(request.getEntityStream());
            }
            throw new ApiException(413, RequestBody.TOO_LARGE);
        }
    }

    private static long announced(@Nullable String contentLength) {
        if (contentLength == null) {
            return 0;
        }
        try {
            return Long.parseLong(contentLength.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
