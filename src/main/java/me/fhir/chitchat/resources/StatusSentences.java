package me.fhir.chitchat.resources;

import me.fhir.chitchat.http.admission.RequestBody;

/** Remedies for HTTP statuses that the container gives. */
final class StatusSentences {
    private StatusSentences() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "The request could not be understood; check its address, headers and body.";
            case 404 -> "There is nothing at this path; /api/openapi.yaml lists all that there are.";
            case 405 -> "This path does not take this method; see the header Allow.";
            case 406 -> "This path answers in no media type that the Accept header allows; it has application/json.";
            case 408 -> "The request took too long to arrive; send it again.";
            case 413 -> RequestBody.TOO_LARGE;
            case 414 -> "The address is too long.";
            case 415 -> "The body must be JSON: send it with Content-Type: application/json.";
            case 431 -> "The headers are too large.";
            case 505 -> "This server speaks HTTP/1.1.";
            case 503 -> "The server is starting or stopping; try again in a moment.";
            default ->
                status < 500
                        ? "The request was refused (" + status + ")."
                        : "The server could not answer this request (" + status + ").";
        };
    }
}
