package me.fhir.chitchat.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;

/** SHA-256 as the page needs it: a version for addresses, a source for the content policy. */
final class Digests {
    private static final int VERSION_DIGITS = 12;

    private Digests() {}

    /** A short name for exactly these files with exactly these contents. */
    static String version(SortedMap<String, byte[]> files) {
        MessageDigest sha = sha256();
        files.forEach((name, content) -> {
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            sha.update(sha256().digest(content));
        });
        return HexFormat.of().formatHex(sha.digest()).substring(0, VERSION_DIGITS);
    }

    /** The CSP source that allows one inline script (CSP level 3, section 2.3.1). */
    static String cspSource(String script) {
        byte[] digest = sha256().digest(script.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
