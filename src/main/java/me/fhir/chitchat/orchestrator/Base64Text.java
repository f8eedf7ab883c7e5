package me.fhir.chitchat.orchestrator;

import java.util.Base64;
import java.util.Optional;

/** Validates base64 (RFC 4648, section 4) without decoding it, which would cost as much memory again. */
final class Base64Text {
    private Base64Text() {}

    /** The fault of the text; empty when it is base64, with or without its padding. */
    static Optional<String> fault(String text) {
        if (isPadded(text)) {
            return Optional.empty();
        }
        try {
            Base64.getDecoder().decode(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether it is whole groups of four characters; the last one may end in one or two equals signs. */
    private static boolean isPadded(String text) {
        int end = text.length();
        if (end % 4 != 0) {
            return false;
        }
        for (int padding = 0; padding < 2 && end > 0 && text.charAt(end - 1) == '='; padding++) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
