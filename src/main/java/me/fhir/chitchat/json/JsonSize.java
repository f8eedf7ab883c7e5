package me.fhir.chitchat.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** How large a document may be that the server reads as a whole: maps of it take many times its own length. */
public final class JsonSize {
    /** In characters; a scenario or a Meta that a person wrote has a hundredth of it. */
    public static final int MOST_CHARACTERS = 1 << 20;

    /** Values and names of members. */
    public static final int MOST_NODES = 100_000;

    private JsonSize() {}

    /**
     * What makes a document too large, as the end of a sentence that begins with its name; empty when it is not. Builds
     * nothing; a syntax error is left to whoever reads the document.
     */
    public static Optional<String> complaint(String json) {
        if (json.length() > MOST_CHARACTERS) {
            return Optional.of("is too large: it has " + json.length() + " characters, and at most " + MOST_CHARACTERS
                    + " are taken");
        }
        int nodes = 0;
        try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!token.isStructEnd() && ++nodes > MOST_NODES) {
                    return Optional.of("has more than " + MOST_NODES + " values; split it or leave some out");
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
