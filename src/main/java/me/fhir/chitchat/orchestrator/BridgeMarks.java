package me.fhir.chitchat.orchestrator;

import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/** The members of a Meta by which a bridge marks its conversations; a client that sets them would pose as one. */
final class BridgeMarks {
    private static final String CUSTOM = "custom";

    private BridgeMarks() {}

    /** The Meta without these members. */
    static Json.Object removedFrom(Json.Object meta) {
        Json.@Nullable Object custom = meta.object(CUSTOM);
        if (custom == null || (custom.get("bridge") == null && custom.get("bridgeConfig64Hash") == null)) {
            return meta;
        }
        String rest = JsonEdit.of(custom)
                .remove("bridge")
                .remove("bridgeConfig64Hash")
                .text();
        return StoredJson.object(JsonEdit.of(meta).raw(CUSTOM, rest).text());
    }
}
