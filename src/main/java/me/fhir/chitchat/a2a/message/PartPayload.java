package me.fhir.chitchat.a2a.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Parts as the text and the attachments of a conversation's message; {@link StoredParts} turns them back. */
public final class PartPayload {
    /** The stored form of a file that is elsewhere: its content is its address. */
    static final String ADDRESS_TYPE = "text/uri-list";

    private static final Pattern WEB = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

    private PartPayload() {}

    /** Writes {@code text} and, when there is one, {@code attachments}. */
    public static void write(JsonWriter json, List<Part> parts) {
        List<String> texts = new ArrayList<>();
        List<Part> files = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.TextPart text) {
                texts.add(text.text());
            } else {
                files.add(part);
            }
        }
        json.text("text", String.join("\n\n", texts));
        if (!files.isEmpty()) {
            json.name("attachments").beginList();
            for (int i = 0; i < files.size(); i++) {
                attachment(json.beginObject(), files.get(i), i + 1);
                json.endObject();
            }
            json.endList();
        }
    }

    private static void attachment(JsonWriter json, Part file, int number) {
        if (file instanceof Part.FileBytes bytes) {
            String text = utf8(bytes.base64());
            document(
                            json,
                            named(bytes.name(), "file-" + number),
                            typed(bytes.mediaType(), text == null ? "application/octet-stream" : "text/plain"),
                            text == null ? bytes.base64() : text)
                    .optionalText("encoding", text == null ? "base64" : null);
        } else if (file instanceof Part.FileAddress address) {
            // Only what a reader can follow without running it is an address; the others are text about one.
            document(json, named(address.name(), "file-" + number), ADDRESS_TYPE, address.uri())
                    .optionalText("url", WEB.matcher(address.uri()).lookingAt() ? address.uri() : null)
                    .optionalText("mediaType", address.mediaType());
        } else if (file instanceof Part.DataPart data) {
            document(
                    json,
                    named(data.name(), "data-" + number + ".json"),
                    typed(data.mediaType(), "application/json"),
                    data.json());
        }
    }

    private static JsonWriter document(JsonWriter json, String name, String contentType, String content) {
        return json.text("name", name).text("contentType", contentType).text("content", content);
    }

    private static String named(@Nullable String name, String standard) {
        return name == null || name.isBlank() ? standard : name;
    }

    private static String typed(@Nullable String mediaType, String standard) {
        return mediaType == null || mediaType.isBlank() ? standard : mediaType;
    }

    /** The text that the bytes are in UTF-8, or null when they are none. */
    private static @Nullable String utf8(String base64) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
