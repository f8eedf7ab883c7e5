package me.fhir.chitchat.web;

import java.util.Map;

/** One file of the page as it is sent: its bytes and what a browser shall take them for. */
@SuppressWarnings("ArrayRecordComponent") // Never compared; it only carries bytes from the class path to the response.
record Asset(byte[] content, String contentType) {
    /** Modules are UTF-8 whatever is said, and style sheets are what their page is; a first visit has thirty of them. */
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css",
            "js", "text/javascript",
            "mjs", "text/javascript",
            "svg", "image/svg+xml",
            "png", "image/png",
            "txt", "text/plain; charset=utf-8");

    static Asset named(String name, byte[] content) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return new Asset(content, TYPES.getOrDefault(extension, "application/octet-stream"));
    }
}
