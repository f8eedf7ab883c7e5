package me.fhir.chitchat.wire;

import me.fhir.chitchat.conversation.ImportedFrom;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Where an imported conversation was held, as a member {@code imported} of what describes it. */
public final class ImportedJson {
    private ImportedJson() {}

    /** Writes nothing for a conversation that was held here. */
    public static void write(JsonWriter json, @Nullable Origin origin) {
        if (origin != null && origin.imported() != null) {
            ImportedFrom from = origin.imported();
            json.object("imported", imported -> imported.optionalText("server", from.server())
                    .number("conversation", from.conversation())
                    .text("view", from.view())
                    .text("exportedAt", Timestamps.format(from.exportedAt()))
                    .text("importedAt", Timestamps.format(from.importedAt())));
        }
    }
}
