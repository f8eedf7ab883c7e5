package me.fhir.chitchat.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Which bridge began a conversation, or which file brought it. What a client writes into a Meta has no part in it, but for a
 * conversation that is begun over WebSocket, whose client may name the address at which it is listed.
 *
 * @param kind the bridge's protocol, {@code a2a} or {@code mcp}; {@code websocket} for one that no bridge began; {@code
 *     import} for one that was held elsewhere
 * @param hash the hash of the address ({@code config64}) at which it was begun; of an imported one that of its content
 * @param context the id of the client's context that it belongs to, or null where the protocol has none
 * @param imported where it was held; null for one that was held here
 */
public record Origin(
        String kind,
        String hash,
        @Nullable String context,
        @Nullable ImportedFrom imported) {
    /** The kind of a conversation whose client named the address itself. It gives no right to it, only a place in its list. */
    public static final String WEBSOCKET = "websocket";

    private static final String IMPORT = "import";

    /** That of a conversation which was held here. */
    public Origin(String kind, String hash, @Nullable String context) {
        this(kind, hash, context, null);
    }

    /**
     * That of an imported conversation.
     *
     * @param fingerprint the same for every file with the same content
     */
    public static Origin imported(String fingerprint, ImportedFrom from) {
        return new Origin(IMPORT, fingerprint, null, from);
    }

    /** Whether a bridge of this server began it. */
    public boolean isBridge() {
        return !kind.equals(WEBSOCKET) && !kind.equals(IMPORT);
    }
}
