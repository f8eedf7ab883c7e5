package me.fhir.chitchat.a2a;

import java.util.List;
import me.fhir.chitchat.http.admission.MediaTypes;

/** The media types spoken here, and whether a client can take any of them. */
final class OutputModes {
    static final List<String> SPOKEN = List.of("text/plain", "application/json");

    private OutputModes() {}

    /** Throws -32005 when the client takes some, but none of ours. */
    static void check(A2aParams configuration) {
        if (!configuration.has("acceptedOutputModes")) {
            return;
        }
        List<String> accepted = configuration.fields().texts("acceptedOutputModes");
        if (!accepted.isEmpty() && accepted.stream().noneMatch(OutputModes::fits)) {
            throw new A2aException(
                    A2aError.CONTENT_TYPE_NOT_SUPPORTED,
                    "None of acceptedOutputModes is supported; use " + String.join(" or ", SPOKEN) + ".");
        }
    }

    private static boolean fits(String accepted) {
        String type = MediaTypes.withoutParameters(accepted);
        return SPOKEN.contains(type)
                || type.equals("*/*")
                || type.equals("*")
                // The short words of A2A before 0.2.
                || type.equals("text")
                || SPOKEN.stream().anyMatch(ours -> type.equals(ours.substring(0, ours.indexOf('/')) + "/*"));
    }
}
