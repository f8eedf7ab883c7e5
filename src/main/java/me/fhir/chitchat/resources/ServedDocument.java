package me.fhir.chitchat.resources;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How an untrusted document is served to a browser: under a media type that runs nothing, with a name that cannot leave
 * its header.
 *
 * @param mediaType the Content-Type
 * @param disposition the Content-Disposition
 */
record ServedDocument(String mediaType, String disposition) {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");
    private static final int MAX_MEDIA_TYPE = 127;
    private static final int MAX_NAME = 200;
    private static final Set<String> TOP_LEVEL = Set.of("text", "application", "image", "audio", "video", "font");
    private static final Set<String> SHOWN_IN_PLACE = Set.of(
            "text/plain",
            "text/csv",
            "text/markdown",
            "text/tab-separated-values",
            "application/json",
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp");
    /** Parts of the names of media types that a browser runs, or reads as part of a page. */
    private static final Pattern RUNS = Pattern.compile("html|svg|script|css|xsl|wasm|x-component|/xml|\\+xml|xul");

    static ServedDocument of(String name, String contentType) {
        String stored = base(contentType);
        String place = SHOWN_IN_PLACE.contains(stored) || stored.endsWith("+json") ? "inline" : "attachment";
        return new ServedDocument(served(stored), place + "; " + fileName(name));
    }

    /** The media type without parameters; octets when it is none. */
    private static String base(String contentType) {
        int semicolon = contentType.indexOf(';');
        String base = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        boolean known = base.length() <= MAX_MEDIA_TYPE
                && MEDIA_TYPE.matcher(base).matches()
                && TOP_LEVEL.contains(base.substring(0, base.indexOf('/')));
        return known ? base : "application/octet-stream";
    }

    private static String served(String base) {
        if (RUNS.matcher(base).find()) {
            // A download keeps pages from being shown, but a script or a style is fetched regardless of
            // its disposition.
            return "text/plain;charset=utf-8";
        }
        boolean text = base.startsWith("text/") || base.equals("application/json") || base.endsWith("+json");
        return text ? base + ";charset=utf-8" : base;
    }

    /** RFC 6266: a name in ASCII for old clients, and the exact one as RFC 5987 writes it. */
    private static String fileName(String name) {
        int[] shown = name.codePoints().limit(MAX_NAME).toArray();
        StringBuilder ascii = new StringBuilder();
        StringBuilder exact = new StringBuilder();
        for (int c : shown) {
            ascii.appendCodePoint(c < 0x20 || c > 0x7e || "\"\\%/".indexOf(c) >= 0 ? '_' : c);
            appendExtended(exact, Character.getType(c) == Character.SURROGATE ? 0xFFFD : c);
        }
        String fallback = ascii.toString().isBlank() ? "attachment" : ascii.toString();
        return "filename=\"" + fallback + "\"; filename*=UTF-8''" + (exact.isEmpty() ? fallback : exact);
    }

    private static void appendExtended(StringBuilder out, int codePoint) {
        if (codePoint < 0x80 && (Character.isLetterOrDigit(codePoint) || "!#$&+-.^_`|~".indexOf(codePoint) >= 0)) {
            out.appendCodePoint(codePoint);
            return;
        }
        for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            out.append(String.format(Locale.ROOT, "%%%02X", octet));
        }
    }
}
