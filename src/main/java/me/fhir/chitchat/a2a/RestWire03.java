package me.fhir.chitchat.a2a;

import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The shapes of the HTTP+JSON binding of A2A 0.3: ProtoJSON as in 1.0, with other names for parts and files. */
final class RestWire03 extends Wire10 {
    @Override
    String partsName() {
        return "content";
    }

    @Override
    void part(JsonWriter json, Part part) {
        if (part instanceof Part.FileBytes bytes) {
            file(json, "fileWithBytes", bytes.base64(), bytes.mediaType(), bytes.name());
        } else if (part instanceof Part.FileAddress address) {
            file(json, "fileWithUri", address.uri(), address.mediaType(), address.name());
        } else if (part instanceof Part.DataPart data) {
            json.object("data", wrapped -> wrapped.raw("data", data.json()));
        } else {
            super.part(json, part);
        }
    }

    private static void file(
            JsonWriter json, String member, String content, @Nullable String mediaType, @Nullable String name) {
        json.object("file", file -> file.text(member, content)
                .optionalText("mimeType", mediaType)
                .optionalText("name", name));
    }

    @Override
    void statusUpdate(JsonWriter json, TaskIds ids, TaskStatus status, boolean last) {
        super.statusUpdate(json, ids, status, last);
        json.flag("final", last);
    }
}
