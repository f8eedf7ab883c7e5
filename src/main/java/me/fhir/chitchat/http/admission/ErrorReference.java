package me.fhir.chitchat.http.admission;

import java.util.UUID;
import org.slf4j.Logger;

/** What every protocol does about an unexpected failure of a request: details to the log, an error id to the client. */
public final class ErrorReference {
    private ErrorReference() {}

    /**
     * Logs a failure, and ends the process when that can no longer be trusted.
     *
     * @param log of the class that answers the request
     * @return the sentence for the client, which has the error id and nothing of the failure
     */
    public static String log(Logger log, Throwable failure) {
        FatalErrors.endProcessOn(failure);
        String errorId = UUID.randomUUID().toString();
        log.error("A request failed, error id {}", errorId, failure);
        return "Internal error. The server log contains details under error id " + errorId + ".";
    }
}
