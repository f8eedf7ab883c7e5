package me.fhir.chitchat.a2a;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of an incoming message. A part of 0.3 says its {@code kind} (section 6.5), one of 1.0 is recognised
 * by its member (section 4.1.6); each version also takes the parts of the other.
 */
record PartReader(A2aVersion version) {
    private static final List<String> CONTENTS = List.of("text", "raw", "url", "data", "file");

    /** The parts that are known here; throws -32602 for one that is wrong. */
    List<Part> read(List<A2aParams> parts) {
        List<Part> known = new ArrayList<>();
        for (A2aParams part : parts) {
            Part read = part(part);
            // A kind of a later version is skipped: the parts that are known still count.
            if (read != null) {
                known.add(read);
            }
        }
        return known;
    }

    private @Nullable Part part(A2aParams part) {
        String kind = kind(part);
        if (kind == null) {
            return byMember(part);
        }
        return switch (kind) {
            case "text" -> new Part.TextPart(part.text("text"));
            case "file" -> part.has("file") ? file(part.object("file")) : byMember(part);
            case "data" -> data(part, version == A2aVersion.V0_3);
            default -> version == A2aVersion.V0_3 ? null : byMember(part);
        };
    }

    /** The word in {@code kind}, or in {@code type} as before 0.2.5; null when the member determines the part. */
    private @Nullable String kind(A2aParams part) {
        boolean named = part.value("kind") != null;
        String member = named ? "kind" : "type";
        if (version == A2aVersion.V0_3 && named) {
            return part.text("kind");
        }
        String kind = part.fields().object().text(member);
        String shape = part.path() + (kind == null ? " without kind" : "." + member) + " in A2A " + version.number();
        if (version == A2aVersion.V0_3 || kind != null) {
            part.tolerances().use(Tolerance.MESSAGE_SHAPE, shape);
        }
        return kind;
    }

    private @Nullable Part byMember(A2aParams part) {
        Stream<String> contents = CONTENTS.stream()
                .filter(name -> part.has(name) || (name.equals("data") && part.value(name) instanceof Json.Null));
        List<String> given = contents.toList();
        if (given.size() > 1) {
            throw new A2aException(
                    A2aError.INVALID_PARAMS,
                    part.path() + " must have one of text, raw, url and data; it has " + String.join(" and ", given)
                            + ".");
        }
        if (given.isEmpty()) {
            return null;
        }
        return switch (given.get(0)) {
            case "text" -> new Part.TextPart(part.text("text"));
            case "raw" ->
                new Part.FileBytes(part.optionalName("filename"), part.optionalName("mediaType"), part.base64("raw"));
            case "url" ->
                new Part.FileAddress(part.optionalName("filename"), part.optionalName("mediaType"), part.text("url"));
            case "file" -> {
                if (version == A2aVersion.V1_0) {
                    part.tolerances().use(Tolerance.MESSAGE_SHAPE, part.path() + ".file in A2A 1.0");
                }
                yield file(part.object("file"));
            }
            default -> data(part, false);
        };
    }

    private Part data(A2aParams part, boolean mustBeObject) {
        if (mustBeObject) {
            part.object("data");
        }
        Json data = part.value("data");
        if (data == null) {
            throw new A2aException(A2aError.INVALID_PARAMS, part.path() + ".data must be there; it is missing.");
        }
        if (version == A2aVersion.V0_3 && !mustBeObject && data instanceof Json.Object wrapper) {
            // The HTTP+JSON binding of 0.3 wraps it again.
            Json wrapped = wrapper.get("data");
            data = wrapper.members().size() == 1 && wrapper.has("data") && wrapped != null ? wrapped : data;
        }
        return new Part.DataPart(part.optionalName("filename"), part.optionalName("mediaType"), data.raw());
    }

    /** A file of 0.3, whose HTTP+JSON binding has names of its own for the contents. */
    private static Part file(A2aParams file) {
        String name = first(file, "name", "filename");
        String mediaType = first(file, "mimeType", "mediaType");
        String bytes = file.has("fileWithBytes") ? "fileWithBytes" : "bytes";
        String uri = file.has("fileWithUri") ? "fileWithUri" : "uri";
        if (file.has(bytes) == file.has(uri)) {
            throw new A2aException(A2aError.INVALID_PARAMS, file.path() + " must have either bytes or a uri.");
        }
        return file.has(bytes)
                ? new Part.FileBytes(name, mediaType, file.base64(bytes))
                : new Part.FileAddress(name, mediaType, file.text(uri));
    }

    private static @Nullable String first(A2aParams file, String name, String otherName) {
        return file.has(name) ? file.optionalName(name) : file.optionalName(otherName);
    }
}
