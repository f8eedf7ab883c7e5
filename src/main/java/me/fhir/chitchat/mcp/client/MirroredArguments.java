package me.fhir.chitchat.mcp.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/** The arguments that a call of a tool repeats in headers (2026-07-28: {@code Mcp-Name}, and {@code x-mcp-header} in the tool's schema). */
final class MirroredArguments {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]*[\\x21-\\x7e])?");
    private static final int MAX_LENGTH = 4_000;

    private MirroredArguments() {}

    static Map<String, String> of(String tool, String inputSchema, String arguments) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Mcp-Name", encoded(tool));
        Json.Object properties = StoredJson.object(inputSchema).object("properties");
        Json.Object given = StoredJson.object(arguments);
        if (properties != null) {
            properties.members().forEach((name, schema) -> {
                String header = schema instanceof Json.Object object ? object.text("x-mcp-header") : null;
                String value = text(given.get(name));
                if (header != null
                        && HEADER.matcher(header).matches()
                        && value != null
                        && value.length() <= MAX_LENGTH) {
                    headers.put("Mcp-Param-" + header, encoded(value));
                }
            });
        }
        return headers;
    }

    private static @Nullable String text(@Nullable Json value) {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        return value instanceof Json.Number || value instanceof Json.Bool ? value.raw() : null;
    }

    private static String encoded(String value) {
        return PLAIN.matcher(value).matches() && !value.startsWith("=?")
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + "?=";
    }
}
