/** The WebSocket endpoint {@code /api/ws}: connections, their queues and close codes, and the RPC methods. */
@NullMarked
package me.fhir.chitchat.websocket;

import org.jspecify.annotations.NullMarked;
