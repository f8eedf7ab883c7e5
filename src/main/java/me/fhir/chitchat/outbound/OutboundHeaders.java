package me.fhir.chitchat.outbound;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** Headers that a client wants sent along, such as tokens: secrets, which are never printed. */
public final class OutboundHeaders {
    public static final OutboundHeaders NONE = new OutboundHeaders(Map.of());

    private static final String FIELD = "headers";
    private static final int MAX = 16;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_VALUE_LENGTH = 8_192;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");
    /** They belong to the connection, or say what the body is. */
    private static final Set<String> RESERVED = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "via",
            "a2a-version");

    private final Map<String, String> byName;

    /** Headers that are not sent, with the field that is wrong: {@code headers}, or {@code headers.NAME}. */
    public static final class InvalidHeadersException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final String field;
        private final String problem;

        InvalidHeadersException(String field, String problem) {
            super(field + " " + problem);
            this.field = field;
            this.problem = problem;
        }

        public String field() {
            return field;
        }

        /** What is wrong with it, such as "must be at most 16". */
        public String problem() {
            return problem;
        }
    }

    private OutboundHeaders(Map<String, String> byName) {
        this.byName = byName;
    }

    /**
     * Takes headers as they were given.
     *
     * @throws InvalidHeadersException saying what is wrong with a name, without any value
     */
    public static OutboundHeaders of(Map<String, String> given) {
        if (given.size() > MAX) {
            throw new InvalidHeadersException(FIELD, "must be at most " + MAX);
        }
        Map<String, String> checked = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (name.length() > MAX_NAME_LENGTH || !NAME.matcher(name).matches()) {
                throw new InvalidHeadersException(FIELD, "must have names of letters, digits and hyphens");
            }
            if (RESERVED.contains(lower) || lower.startsWith("proxy-") || lower.startsWith("chitchat-")) {
                throw new InvalidHeadersException(
                        FIELD, "must not contain " + name + ", which this server sets itself");
            }
            String stripped = value.strip();
            if (stripped.length() > MAX_VALUE_LENGTH || !VALUE.matcher(stripped).matches()) {
                throw new InvalidHeadersException(
                        FIELD + "." + name,
                        "must be printable ASCII, up to " + MAX_VALUE_LENGTH + " characters on one line");
            }
            checked.put(name, stripped);
        });
        return new OutboundHeaders(Map.copyOf(checked));
    }

    /**
     * The same for a member of a body: an object of strings, or nothing.
     *
     * @throws InvalidHeadersException as above
     */
    public static OutboundHeaders of(@Nullable Json member) {
        if (member == null || member instanceof Json.Null) {
            return NONE;
        }
        if (!(member instanceof Json.Object object)) {
            throw new InvalidHeadersException(FIELD, "must be an object of strings, not " + member.kind());
        }
        Map<String, String> given = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (!(value instanceof Json.Text text)) {
                throw new InvalidHeadersException(FIELD, "must be an object of strings; one is " + value.kind());
            }
            given.put(name, text.value());
        });
        return of(given);
    }

    /** Names and values, to be stored encrypted only. */
    public Map<String, String> byName() {
        return byName;
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutboundHeaders headers && headers.byName.equals(byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    /** How many they are. */
    @Override
    public String toString() {
        return byName.size() + " headers";
    }
}
