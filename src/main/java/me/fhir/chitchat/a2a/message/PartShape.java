package me.fhir.chitchat.a2a.message;

import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** How a version of the protocol writes the members of a part. */
public enum PartShape {
    /** Distinguished by {@code kind} (A2A 0.3, section 6.5). */
    V0_3 {
        @Override
        public void write(JsonWriter json, Part part) {
            if (part instanceof Part.TextPart text) {
                json.text("kind", "text").text("text", text.text());
            } else if (part instanceof Part.FileBytes bytes) {
                file(json, "bytes", bytes.base64(), bytes.mediaType(), bytes.name());
            } else if (part instanceof Part.FileAddress address) {
                file(json, "uri", address.uri(), address.mediaType(), address.name());
            } else if (part instanceof Part.DataPart data) {
                json.text("kind", "data").raw("data", data.json());
            }
        }

        private void file(
                JsonWriter json, String member, String content, @Nullable String mediaType, @Nullable String name) {
            json.text("kind", "file").object("file", file -> file.text(member, content)
                    .optionalText("mimeType", mediaType)
                    .optionalText("name", name));
        }
    },
    /** Distinguished by the member that is present (A2A 1.0, section 4.1.6). */
    V1_0 {
        @Override
        public void write(JsonWriter json, Part part) {
            if (part instanceof Part.TextPart text) {
                json.text("text", text.text());
            } else if (part instanceof Part.FileBytes bytes) {
                named(json.text("raw", bytes.base64()), bytes.name(), bytes.mediaType());
            } else if (part instanceof Part.FileAddress address) {
                named(json.text("url", address.uri()), address.name(), address.mediaType());
            } else if (part instanceof Part.DataPart data) {
                named(json.raw("data", data.json()), data.name(), data.mediaType());
            }
        }

        private void named(JsonWriter json, @Nullable String name, @Nullable String mediaType) {
            json.optionalText("filename", name).optionalText("mediaType", mediaType);
        }
    };

    /** Writes the members of a part into an object that is open. */
    public abstract void write(JsonWriter json, Part part);
}
