package me.fhir.chitchat.history;

import java.net.URI;

/**
 * Where a server is reached.
 *
 * @param http the base address, without a slash at the end
 * @param webSocket the base address of WebSockets
 */
record ServerAddress(String http, String webSocket) {
    static ServerAddress of(URI base) {
        String http = base.toString().replaceAll("/+$", "");
        return new ServerAddress(http, http.replaceFirst("^http", "ws"));
    }
}
