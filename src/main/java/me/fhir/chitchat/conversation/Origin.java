package me.fhir.chitchat.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Which bridge began a conversation. Only bridges set it; what a client writes into a Meta has no part in it.
 *
 * @param kind the bridge's protocol: {@code a2a} or {@code mcp}
 * @param hash the hash of the address ({@code config64}) at which it was begun
 * @param context the id of the client's context that it belongs to, or null where the protocol has none
 */
public record Origin(String kind, String hash, @Nullable String context) {}
