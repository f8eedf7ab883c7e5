package me.fhir.chitchat.orchestrator;

import java.util.regex.Pattern;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * The members of a Meta by which a bridge marks its conversations; a client that sets them would pose as one. A client of the
 * WebSocket may only say at which address its conversation is to be listed, as one that was begun over WebSocket.
 */
final class BridgeMarks {
    private static final String CUSTOM = "custom";
    private static final String BRIDGE = "bridge";
    private static final String HASH = "bridgeConfig64Hash";

    /** A SHA-256 in base64url. */
    private static final Pattern HASHED = Pattern.compile("[A-Za-z0-9_-]{43}");

    private BridgeMarks() {}

    /** The address at which a client wants its conversation listed; null when it names none. */
    static @Nullable Origin namedIn(Json.Object meta) {
        Json.@Nullable Object custom = meta.object(CUSTOM);
        String hash = custom == null || !Origin.WEBSOCKET.equals(custom.text(BRIDGE)) ? null : custom.text(HASH);
        return hash != null && HASHED.matcher(hash).matches() ? new Origin(Origin.WEBSOCKET, hash, null) : null;
    }

    /**
     * The Meta without these members.
     *
     * @param named where it is listed; if it is, the Meta still says that it was begun over WebSocket
     */
    static Json.Object removedFrom(Json.Object meta, @Nullable Origin named) {
        Json.@Nullable Object custom = meta.object(CUSTOM);
        if (custom == null || (custom.get(BRIDGE) == null && custom.get(HASH) == null)) {
            return meta;
        }
        JsonEdit rest = JsonEdit.of(custom).remove(HASH);
        if (named == null) {
            rest.remove(BRIDGE);
        }
        return StoredJson.object(JsonEdit.of(meta).raw(CUSTOM, rest.text()).text());
    }
}
