package me.fhir.chitchat.orchestrator;

import me.fhir.chitchat.json.JsonObject;

/** The members of a Meta by which a bridge marks its conversations; a client that sets them would pose as one. */
final class Bridged {
    private static final String CUSTOM = "custom";

    private Bridged() {}

    /** A Meta without these members. */
    static JsonObject without(JsonObject meta) {
        JsonObject custom = meta.object(CUSTOM);
        if (custom == null
                || !(custom.names().contains("bridge") || custom.names().contains("bridgeConfig64Hash"))) {
            return meta;
        }
        return meta.with(
                CUSTOM, custom.without("bridge").without("bridgeConfig64Hash").text());
    }
}
