package me.fhir.chitchat.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads files of verified evidence whole; what cannot be read is an {@link EvidenceException} that names the file. */
record EvidenceContent(EvidenceFile file) {
    byte[] bytes(String name) throws IOException {
        try (InputStream in = file.read(name)) {
            return in.readAllBytes();
        }
    }

    String text(String name) throws IOException, EvidenceException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(name)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new EvidenceException(name + " is not UTF-8 text.");
        }
    }

    /** A file that holds an object, or {@code null} where there is none. */
    Json.@Nullable Object object(String name) throws IOException, EvidenceException {
        Json json = parsed(text(name), name);
        if (json instanceof Json.Object object) {
            return object;
        }
        if (json instanceof Json.Null) {
            return null;
        }
        throw new EvidenceException(name + " must hold an object or null.");
    }

    static Json parsed(String text, String name) throws EvidenceException {
        try {
            return Json.parse(text);
        } catch (JsonSyntaxException e) {
            throw new EvidenceException(name + " cannot be read: " + e.sentence() + ".");
        }
    }

    static @Nullable RawJson raw(Json.@Nullable Object json) {
        return json == null ? null : new RawJson(json.raw());
    }
}
