package me.fhir.chitchat.web;

import java.util.HexFormat;
import java.util.SortedMap;
import me.fhir.chitchat.digest.Sha256;

/** SHA-256 as the page needs it: a version for addresses, a source for the content policy. */
final class PageDigests {
    private static final int VERSION_DIGITS = 12;

    private PageDigests() {}

    /** A short name for exactly these files with exactly these contents. */
    static String version(SortedMap<String, byte[]> files) {
        StringBuilder list = new StringBuilder();
        files.forEach((name, content) -> list.append(HexFormat.of().formatHex(Sha256.of(content)))
                .append(' ')
                .append(name)
                .append('\n'));
        return Sha256.hex(list.toString()).substring(0, VERSION_DIGITS);
    }

    /** The CSP source that allows one inline script (CSP level 3, section 2.3.1). */
    static String cspSource(String script) {
        return "'sha256-" + Sha256.base64(script) + "'";
    }
}
