package me.fhir.chitchat.websocket;

import me.fhir.chitchat.http.wirelog.ExchangeLog;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatedConversations;
import me.fhir.chitchat.world.WorldTools;

/**
 * The services that give clients access to conversations with seats.
 *
 * @param tools what the holders of seats are offered
 * @param exchanges where hosts see the frames of those who play
 */
public record SeatServices(
        SeatGuard guard, SeatedConversations conversations, WorldTools tools, ExchangeLog exchanges) {}
