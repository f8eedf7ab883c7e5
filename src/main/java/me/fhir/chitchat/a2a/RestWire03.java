package me.fhir.chitchat.a2a;

import org.jspecify.annotations.Nullable;

/** The shapes of the HTTP+JSON binding of A2A 0.3: ProtoJSON as in 1.0, with other names for parts and files. */
final class RestWire03 extends Wire10 {
    @Override
    String partsName() {
        return "content";
    }

    @Override
    String part(Part part) {
        if (part instanceof Part.Bytes bytes) {
            return file(new Fields().text("fileWithBytes", bytes.base64()), bytes.mediaType(), bytes.name());
        }
        if (part instanceof Part.Address address) {
            return file(new Fields().text("fileWithUri", address.uri()), address.mediaType(), address.name());
        }
        if (part instanceof Part.Data data) {
            return new Fields()
                    .json("data", new Fields().json("data", data.json()).end())
                    .end();
        }
        return super.part(part);
    }

    private static String file(Fields file, @Nullable String mediaType, @Nullable String name) {
        return new Fields()
                .json(
                        "file",
                        file.text("mimeType", mediaType).text("name", name).end())
                .end();
    }

    @Override
    public String statusFrame(TaskIds ids, TaskStatus status, boolean last) {
        return new Fields()
                .json(
                        "statusUpdate",
                        statusUpdate(ids, status)
                                .json("final", String.valueOf(last))
                                .end())
                .end();
    }
}
