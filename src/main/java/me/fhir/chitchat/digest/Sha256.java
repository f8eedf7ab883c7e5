package me.fhir.chitchat.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) of bytes, or of a text in UTF-8. For any thread. */
public final class Sha256 {
    private static final int FINGERPRINT = 22;

    private Sha256() {}

    /** The 32 bytes of the digest. */
    public static byte[] of(byte[] bytes) {
        return newDigest().digest(bytes);
    }

    /** A digest to be fed in pieces. For one thread. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The 32 bytes of the text's digest. */
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** 64 hexadecimal digits in lower case. */
    public static String hex(String text) {
        return HexFormat.of().formatHex(of(text));
    }

    /** 44 characters of base64, the last one padding. */
    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(of(text));
    }

    /** 43 characters of base64url, without padding. */
    public static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(of(text));
    }

    /** The first 132 bits as {@value #FINGERPRINT} characters of base64url: enough to tell texts apart. */
    public static String fingerprint(String text) {
        return base64Url(text).substring(0, FINGERPRINT);
    }

    /** Whether two digests are equal, in a time that does not tell where they differ. */
    public static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
