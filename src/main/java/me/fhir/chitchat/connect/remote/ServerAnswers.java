package me.fhir.chitchat.connect.remote;

import java.net.URI;
import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.runtime.settings.SettingException;

/** Where commands reach a server, and what its errors say. */
final class ServerAnswers {
    private ServerAnswers() {}

    /**
     * An address of the API.
     *
     * @param server the address of the page or of the API, such as {@code https://host} or {@code https://host/api}
     * @param path below the API
     */
    static URI address(String server, String path) {
        String base = server.replaceFirst("/+$", "");
        try {
            URI address = URI.create((base.endsWith("/api") ? base : base + "/api") + path);
            if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new SettingException(
                "--server must be the address of a server such as https://host, not " + server + ".");
    }

    /** The server's error message, details included. */
    static String reason(String body) {
        try {
            Json.Object answer = Json.parseObject(body);
            Json.Object details = answer.object("details");
            String error = answer.text("error");
            if (error != null) {
                return ": " + error + (details == null ? "" : " " + details.get("fieldErrors"));
            }
        } catch (JsonSyntaxException e) {
            // Not one of ours, or a proxy between.
        }
        return "; it does not seem to be a Chitchat server of this version.";
    }
}
