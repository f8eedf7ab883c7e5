package me.fhir.chitchat.verdict;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The decodings of a text or of pieces of it: base64, hex, URL encoding, entities and escapes. */
final class Decodings {
    /** Deeper encodings are hidden from a reader too. */
    private static final int MAX_DEPTH = 2;

    private static final int MAX = 40;
    private static final int MAX_LENGTH = 1 << 20;
    private static final int MIN_BASE64_LENGTH = 8;
    private static final int MIN_HEX_LENGTH = 12;

    private static final Pattern PERCENT = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,6}));");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");
    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "ndash", "-", "mdash", "-",
            "period", ".", "hyphen", "-");

    private Decodings() {}

    /** All readings of the text other than the text itself. */
    static List<String> of(String text) {
        List<String> found = new ArrayList<>();
        collect(text, MAX_DEPTH, found);
        return found;
    }

    private static void collect(String text, int depth, List<String> found) {
        if (depth == 0 || text.length() > MAX_LENGTH) {
            return;
        }
        List<String> here = new ArrayList<>();
        replaced(text).ifPresent(here::add);
        runs(text, Decodings::isBase64, MIN_BASE64_LENGTH)
                .filter(Decodings::looksEncoded)
                .forEach(run -> base64(run).ifPresent(here::add));
        runs(text, Decodings::isHex, MIN_HEX_LENGTH)
                .filter(Decodings::hasDigits)
                .forEach(run -> hex(run).ifPresent(here::add));
        for (String decoded : here) {
            if (found.size() < MAX) {
                found.add(decoded);
                collect(decoded, depth - 1, found);
            }
        }
    }

    /** The longest pieces of a text in which every character is of a kind. */
    private static Stream<String> runs(String text, IntPredicate kind, int shortest) {
        List<String> runs = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && kind.test(text.charAt(i))) {
                continue;
            }
            if (i - from >= shortest && runs.size() < MAX) {
                runs.add(text.substring(from, i));
            }
            from = i + 1;
        }
        return runs.stream();
    }

    private static boolean isBase64(int c) {
        return isLetter(c) || isDigit(c) || c == '+' || c == '/' || c == '-' || c == '_';
    }

    private static boolean isHex(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || " :,x\\".indexOf(c) >= 0;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Ordinary words have no capitals or digits inside. */
    private static boolean looksEncoded(String run) {
        return run.chars().skip(1).anyMatch(c -> isDigit(c) || (c >= 'A' && c <= 'Z'));
    }

    private static boolean hasDigits(String run) {
        return run.chars().filter(Decodings::isDigit).count() >= MIN_HEX_LENGTH / 3;
    }

    /** The text with its URL encoding, entities and escapes resolved; empty when it has none. */
    private static Optional<String> replaced(String text) {
        String out = text;
        if (out.indexOf('%') >= 0) {
            out = percent(out);
        }
        if (out.indexOf('&') >= 0) {
            out = ENTITY.matcher(out).replaceAll(Decodings::entity);
        }
        if (out.contains("\\u")) {
            out = ESCAPE.matcher(out)
                    .replaceAll(match ->
                            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
        }
        return out.equals(text) ? Optional.empty() : Optional.of(out);
    }

    private static String percent(String text) {
        StringBuilder latin = new StringBuilder();
        Matcher matcher = PERCENT.matcher(text);
        while (matcher.find()) {
            char octet = (char) Integer.parseInt(matcher.group(1), 16);
            // A byte of a longer character says nothing by itself, and values are searched without accents anyway.
            matcher.appendReplacement(latin, octet < 0x80 ? Matcher.quoteReplacement(String.valueOf(octet)) : "");
        }
        return matcher.appendTail(latin).toString();
    }

    private static String entity(MatchResult match) {
        if (match.group(3) != null) {
            return Matcher.quoteReplacement(NAMED.getOrDefault(match.group(3), match.group()));
        }
        int code = match.group(1) != null ? Integer.parseInt(match.group(1)) : Integer.parseInt(match.group(2), 16);
        return Character.isValidCodePoint(code) ? Matcher.quoteReplacement(Character.toString(code)) : "";
    }

    private static Optional<String> base64(String run) {
        String bare = run.replace('-', '+').replace('_', '/');
        if (bare.length() % 4 == 1) {
            return Optional.empty();
        }
        try {
            return text(Base64.getDecoder().decode(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> hex(String run) {
        StringBuilder digits = new StringBuilder();
        for (String pair : run.split("[ :,]|0x|\\\\x", -1)) {
            digits.append(pair);
        }
        boolean usable = digits.length() >= MIN_HEX_LENGTH
                && digits.length() % 2 == 0
                && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return usable ? text(HexFormat.of().parseHex(digits)) : Optional.empty();
    }

    /** The bytes as a text that a person could read; empty when they are none. */
    private static Optional<String> text(byte[] bytes) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean readable = decoded.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
            return readable ? Optional.of(decoded) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
