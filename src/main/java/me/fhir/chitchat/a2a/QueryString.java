package me.fhir.chitchat.a2a;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.http.address.PathSegment;
import org.jspecify.annotations.Nullable;

/** Reads addresses by hand: the servlet's own way would take a form in the body for parameters. */
final class QueryString {
    private QueryString() {}

    /** The parameters of the query; of a repeated one the first counts. */
    static Map<String, String> parameters(HttpServletRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        @Nullable String query = request.getQueryString();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(
                        decoded(pair.substring(0, equals).replace("+", "%20")),
                        decoded(pair.substring(equals + 1).replace("+", "%20")));
            }
        }
        return parameters;
    }

    /** A piece of a path with its percent-encoding undone; as it is when the encoding is broken. */
    static String decoded(String raw) {
        return PathSegment.decoded(raw).orElse(raw);
    }
}
