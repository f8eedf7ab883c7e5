package me.fhir.chitchat.websocket;

import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.CallerInfo;

/**
 * The client of one connection, as the RPC methods see it.
 *
 * @param access what it may reach
 * @param caller from where it came
 * @param apiBase the address under which it reaches the API, such as {@code https://host/api}
 * @param onRevoked runs when one of its codes was replaced
 * @param notes what of its frames is noted for others
 */
record Client(
        ClientSubscriptions subscriptions,
        Access access,
        CallerInfo caller,
        String apiBase,
        Runnable onRevoked,
        FrameNotes notes) {}
