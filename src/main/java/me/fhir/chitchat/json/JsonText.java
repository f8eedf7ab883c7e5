package me.fhir.chitchat.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON text without re-modelling it. All methods may be called from any thread. */
public final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final JsonFactory FACTORY = MAPPER.getFactory();

    private JsonText() {}

    /** The JSON string literal of {@code value}, quotes included. */
    public static String quote(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        appendQuoted(out, value);
        return out.toString();
    }

    /** Appends the JSON string literal of {@code value}, quotes included. */
    public static void appendQuoted(StringBuilder out, String value) {
        JsonWriter.appendQuoted(out, value);
    }

    /** The JSON literal of a string, or {@code null}. */
    public static String quoteOrNull(@Nullable String value) {
        return value == null ? "null" : quote(value);
    }

    /**
     * The elements of a JSON array, each as its sender wrote it.
     *
     * @throws JsonSyntaxException when the text is no JSON array
     */
    public static List<String> elements(String array) throws JsonSyntaxException {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(array)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw JsonSyntaxException.wrongKind("expected a list");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, array));
            }
            requireEnd(parser);
        } catch (IOException e) {
            throw syntaxError(e);
        }
        return elements;
    }

    /** The decoded text of a JSON string literal that is known to be valid. */
    public static String unquote(String literal) {
        if (literal.indexOf('\\') < 0) {
            return literal.substring(1, literal.length() - 1);
        }
        try (JsonParser parser = FACTORY.createParser(literal)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON string literal", e);
        }
    }

    /**
     * A JSON object as plain maps, lists, strings, numbers and booleans, for validation.
     *
     * @throws JsonSyntaxException when the text is no JSON object
     */
    public static Map<String, @Nullable Object> toMap(String object) throws JsonSyntaxException {
        if (toValue(object) instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
            return members;
        }
        throw JsonSyntaxException.wrongKind("expected an object");
    }

    /**
     * A JSON value as plain maps, lists, strings, numbers and booleans.
     *
     * @throws JsonSyntaxException when the text is no JSON
     */
    public static @Nullable Object toValue(String text) throws JsonSyntaxException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw JsonSyntaxException.malformed("nothing there");
            }
            Object value = MAPPER.readValue(parser, Object.class);
            requireEnd(parser);
            return value;
        } catch (IOException e) {
            throw syntaxError(e);
        }
    }

    /** The JSON text of plain maps, lists, strings, numbers and booleans. */
    public static String write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not plain data", e);
        }
    }

    /**
     * The same JSON text with every lone surrogate escape replaced by U+FFFD, so that what is stored can always be written
     * as UTF-8. Text without such escapes is returned as it is.
     */
    public static String repairSurrogates(String text) {
        int at = nextSurrogateEscape(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        while (at >= 0) {
            int end = at + 6;
            if (isHigh(text, at) && isLow(text, end)) {
                end += 6;
            } else {
                out.append(text, copied, at).append("\\uFFFD");
                copied = end;
            }
            at = nextSurrogateEscape(text, end);
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** Where the next escape of a surrogate starts; escaped backslashes are told from escapes. */
    private static int nextSurrogateEscape(String text, int from) {
        int at = text.indexOf('\\', from);
        while (at >= 0 && at + 1 < text.length()) {
            if (isHigh(text, at) || isLow(text, at)) {
                return at;
            }
            at = text.indexOf('\\', at + 2);
        }
        return -1;
    }

    private static boolean isHigh(String text, int at) {
        return isSurrogateEscape(text, at, "89abAB");
    }

    private static boolean isLow(String text, int at) {
        return isSurrogateEscape(text, at, "cdefCDEF");
    }

    private static boolean isSurrogateEscape(String text, int at, String third) {
        return at + 6 <= text.length()
                && text.charAt(at) == '\\'
                && text.charAt(at + 1) == 'u'
                && (text.charAt(at + 2) == 'd' || text.charAt(at + 2) == 'D')
                && third.indexOf(text.charAt(at + 3)) >= 0
                && Character.digit(text.charAt(at + 4), 16) >= 0
                && Character.digit(text.charAt(at + 5), 16) >= 0;
    }

    /** The source text of the value the parser stands on; moves the parser to the value's end. */
    static String value(JsonParser parser, String source) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY -> parser.skipChildren();
            // Strings are decoded lazily: only this makes the parser look at the whole literal.
            case VALUE_STRING -> parser.getTextLength();
            default -> {
                return parser.getText();
            }
        }
        return source.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    static void requireEnd(JsonParser parser) throws IOException, JsonSyntaxException {
        if (parser.nextToken() != null) {
            throw JsonSyntaxException.malformed("there is more text after the value");
        }
    }

    static JsonSyntaxException syntaxError(IOException e) {
        if (e instanceof JsonProcessingException json) {
            var at = json.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            return JsonSyntaxException.malformed(json.getOriginalMessage() + where);
        }
        return JsonSyntaxException.malformed("unreadable text");
    }
}
