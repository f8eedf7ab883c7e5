package me.fhir.chitchat.a2a;

import java.util.List;
import me.fhir.chitchat.a2a.message.Part;
import org.jspecify.annotations.Nullable;

/**
 * A message as a client sends it (A2A 0.3, section 7.1; 1.0, section 3.2.1).
 *
 * @param metadata the client's own JSON object, or null
 */
record IncomingMessage(
        String messageId,
        @Nullable String taskId,
        @Nullable String contextId,
        List<Part> parts,
        @Nullable String metadata) {
    private static final int MAX_CONTEXT_ID_LENGTH = 200;

    IncomingMessage {
        parts = List.copyOf(parts);
    }

    /** Reads and checks {@code params.message}. */
    static IncomingMessage read(A2aVersion version, A2aParams message) {
        requireUserRole(version, message);
        if (version == A2aVersion.V0_3 && !message.has("kind")) {
            message.tolerances().use(Tolerance.MESSAGE_SHAPE, message.path() + " without kind in A2A 0.3");
        }
        List<Part> parts = new PartReader(version).read(objects(message));
        if (parts.isEmpty()) {
            throw new A2aException(
                    A2aError.INVALID_PARAMS, message.path() + ".parts must hold at least one text, file or data part.");
        }
        String contextId = message.optionalName("contextId");
        if (contextId != null && contextId.length() > MAX_CONTEXT_ID_LENGTH) {
            throw new A2aException(
                    A2aError.INVALID_PARAMS,
                    message.path() + ".contextId must have at most " + MAX_CONTEXT_ID_LENGTH + " characters.");
        }
        return new IncomingMessage(
                message.name("messageId"),
                message.optionalName("taskId"),
                contextId,
                parts,
                message.has("metadata")
                        ? message.object("metadata").fields().object().raw()
                        : null);
    }

    private static void requireUserRole(A2aVersion version, A2aParams message) {
        String role = message.optionalText("role");
        if (role != null && role.equals(version.userRole())) {
            return;
        }
        if (role != null && !role.equals(A2aVersion.V0_3.userRole()) && !role.equals(A2aVersion.V1_0.userRole())) {
            throw new A2aException(
                    A2aError.INVALID_PARAMS, message.path() + ".role must be \"" + version.userRole() + "\".");
        }
        message.tolerances()
                .use(
                        Tolerance.MESSAGE_SHAPE,
                        message.path() + (role == null ? " without role" : ".role \"" + role + "\"") + " in A2A "
                                + version.number());
    }

    private static List<A2aParams> objects(A2aParams message) {
        // The HTTP+JSON binding of 0.3 calls the parts content.
        String member = message.has("parts") || !message.has("content") ? "parts" : "content";
        return message.objects(member);
    }
}
