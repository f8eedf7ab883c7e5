package me.fhir.chitchat.websocket;

import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.Visit;

/**
 * The client of one connection, as the RPC methods see it.
 *
 * @param access what it may reach
 * @param visit from where it came
 * @param apiBase the address under which it reaches the API, such as {@code https://host/api}
 * @param onRevoked runs when one of its codes was replaced
 */
record Client(ClientSubscriptions subscriptions, Access access, Visit visit, String apiBase, Runnable onRevoked) {}
