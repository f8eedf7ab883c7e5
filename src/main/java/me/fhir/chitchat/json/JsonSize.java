package me.fhir.chitchat.json;

import java.util.Optional;

/** How large a value may be that the server reads as a whole: maps of it take many times its own length. */
public final class JsonSize {
    /** In characters; a scenario or a Meta that a person wrote has a hundredth of it. */
    public static final int MAX_CHARACTERS = 1 << 20;

    /** Values and names of members. */
    public static final int MAX_NODES = 100_000;

    private JsonSize() {}

    /** The reason why a value is too large, as the end of a sentence that begins with its name; empty when it is not. */
    public static Optional<String> complaint(Json value) {
        int length = value.nodes.end(value.node) - value.nodes.start(value.node);
        if (length > MAX_CHARACTERS) {
            return Optional.of(
                    "is too large: it has " + length + " characters, and at most " + MAX_CHARACTERS + " are taken");
        }
        return value.nodes.next(value.node) - value.node > MAX_NODES
                ? Optional.of("has more than " + MAX_NODES + " values; split it or leave some out")
                : Optional.empty();
    }
}
