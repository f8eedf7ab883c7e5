package me.fhir.chitchat.orchestrator;

import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;

/** The members of a Meta by which a bridge marks its conversations; a client that sets them would pose as one. */
final class Bridged {
    private static final String CUSTOM = "custom";

    private Bridged() {}

    /** A Meta without these members. */
    static Json.Object without(Json.Object meta) {
        Json.Object custom = meta.object(CUSTOM);
        if (custom == null || (custom.get("bridge") == null && custom.get("bridgeConfig64Hash") == null)) {
            return meta;
        }
        String cleared =
                custom.edit().remove("bridge").remove("bridgeConfig64Hash").text();
        return StoredJson.object(meta.edit().raw(CUSTOM, cleared).text());
    }
}
