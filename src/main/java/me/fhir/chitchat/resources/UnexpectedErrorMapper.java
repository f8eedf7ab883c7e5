package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.UUID;
import me.fhir.chitchat.admission.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps unexpected exceptions: an error id in the response, the details in the log. */
public final class UnexpectedErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrorMapper.class);

    @Override
    public Response toResponse(Throwable e) {
        return answer(e, 500);
    }

    static Response answer(Throwable e, int status) {
        FatalErrors.endProcessOn(e);
        String errorId = UUID.randomUUID().toString();
        LOG.error("error {} while answering a request", errorId, e);
        return ErrorResponses.of(status, sentence(errorId));
    }

    static String sentence(String errorId) {
        return "The server could not answer this request; its log has the reason under error " + errorId + ".";
    }
}
