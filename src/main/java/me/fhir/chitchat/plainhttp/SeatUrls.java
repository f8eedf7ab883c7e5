package me.fhir.chitchat.plainhttp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatJson;

/**
 * The addresses that a code opens.
 *
 * @param apiBase the address of the API without a slash at its end
 */
record SeatUrls(String apiBase, SeatCode code) {
    /** The seat itself. */
    String seat() {
        return new SeatJson(apiBase).page(code);
    }

    /** The web page for a host or a spectator; what stands behind the # is sent to no server. */
    String page() {
        return new SeatJson(apiBase).site() + "/enter#" + code.text();
    }

    /** A tool of the seat's role. */
    String tool(String name) {
        return apiBase + "/seats/" + code.text() + "/tools/" + name;
    }

    String attachment(String id) {
        return apiBase + "/attachments/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/content?seat="
                + code.text();
    }
}
