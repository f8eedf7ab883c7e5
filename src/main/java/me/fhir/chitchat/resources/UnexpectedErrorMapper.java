package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import me.fhir.chitchat.http.admission.ErrorReference;
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
        return ErrorResponses.of(status, ErrorReference.log(LOG, e));
    }
}
