package me.fhir.chitchat.a2a.client;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads the parts of an answer by what they hold, whatever version they are of; what cannot be read is said to be so. */
final class LenientParts {
    private LenientParts() {}

    static List<Part> read(List<Json.Object> parts) {
        List<Part> known = new ArrayList<>();
        for (Json.Object part : parts) {
            Part read = part(part);
            if (read != null) {
                known.add(read);
            }
        }
        return known;
    }

    private static @Nullable Part part(Json.Object part) {
        String text = part.text("text");
        if (text != null) {
            return new Part.TextPart(text);
        }
        Json.Object file = part.object("file");
        Part found = file(file == null ? part : file);
        if (found != null) {
            return found;
        }
        Json data = part.get("data");
        return data == null ? null : new Part.DataPart(part.text("filename"), part.text("mediaType"), data.raw());
    }

    private static @Nullable Part file(Json.Object file) {
        String name = first(file, "filename", "name");
        String mediaType = first(file, "mediaType", "mimeType");
        String bytes = first(file, "raw", "bytes", "fileWithBytes");
        if (bytes != null) {
            return bytes(name, mediaType, bytes);
        }
        String address = first(file, "url", "uri", "fileWithUri");
        return address == null ? null : new Part.FileAddress(name, mediaType, address);
    }

    private static Part bytes(@Nullable String name, @Nullable String mediaType, String base64) {
        try {
            byte[] decoded = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0
                    ? Base64.getUrlDecoder().decode(base64)
                    : Base64.getMimeDecoder().decode(base64);
            return new Part.FileBytes(name, mediaType, Base64.getEncoder().encodeToString(decoded));
        } catch (IllegalArgumentException e) {
            return new Part.TextPart("[" + (name == null ? "a file" : name) + ": its content is not base64]");
        }
    }

    private static @Nullable String first(Json.Object object, String... names) {
        for (String name : names) {
            String value = object.text(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
