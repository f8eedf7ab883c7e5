package me.fhir.chitchat.plainhttp;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** The HTTP methods that an address of a seat takes. */
record AllowedMethods(List<String> methods) {
    static final AllowedMethods READ = new AllowedMethods(List.of("GET", "HEAD"));
    static final AllowedMethods WAIT = new AllowedMethods(List.of("GET"));
    static final AllowedMethods WRITE = new AllowedMethods(List.of("POST"));

    /** Whether the request's method is one of these; if not, it has been answered with 405. */
    boolean check(HttpServletRequest request, SeatResponses answers) throws IOException {
        if (methods.contains(request.getMethod())) {
            return true;
        }
        String listed = String.join(", ", methods);
        answers.header("Allow", listed);
        answers.error(405, "This address takes " + listed + ".");
        return false;
    }
}
