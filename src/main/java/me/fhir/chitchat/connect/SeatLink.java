package me.fhir.chitchat.connect;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a seat, such as {@code https://host/s/7F3K-9QWD-2MXA}.
 *
 * @param site what stands in front of {@code /s/}
 * @param code the secret code
 */
record SeatLink(String site, String code) {
    private static final Pattern LINK = Pattern.compile("(https?://[^?#]+?)/s/([0-9A-Za-z-]{12,20})/?");

    static Optional<SeatLink> parse(String address) {
        Matcher link = LINK.matcher(address.strip());
        return link.matches() ? Optional.of(new SeatLink(link.group(1), link.group(2))) : Optional.empty();
    }

    /** Where the WebSocket is; the code is not in it, because addresses end up in logs. */
    URI webSocket() {
        return URI.create(site.replaceFirst("^http", "ws") + "/api/ws");
    }

    String attachment(String id) {
        return site + "/api/attachments/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/content?seat=" + code;
    }

    /** The address itself. */
    String text() {
        return site + "/s/" + code;
    }
}
