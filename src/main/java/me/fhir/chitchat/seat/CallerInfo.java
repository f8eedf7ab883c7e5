package me.fhir.chitchat.seat;

import org.jspecify.annotations.Nullable;

/**
 * Who presents a seat code: address, protocol, client.
 *
 * @param address whose guesses are counted together
 * @param via the protocol: {@code a2a-0.3}, {@code a2a-1.0}, {@code mcp-legacy}, {@code mcp-2026}, {@code ws}, {@code
 *     http} or {@code page}
 * @param client the name and version that the client sent; null when it sent none
 */
public record CallerInfo(
        String address, String via, @Nullable String client) {}
