package me.fhir.chitchat.conversation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server whose tools an agent may use, as the agent's {@code config.mcpServers} names it. It holds no secret: the
 * Meta is shown to everybody who may read the conversation.
 *
 * @param headers the variable of the server's environment that holds each header's value, by the header's name
 * @param allow the only tools that are offered, or null for all of them
 */
public record McpServerSetting(
        String name,
        URI url,
        Map<String, String> headers,
        @Nullable List<String> allow) {
    private static final int MAX_SERVERS = 8;
    private static final int MAX_ALLOWED = 64;
    private static final int MAX_HEADERS = 16;
    private static final int MAX_URL_LENGTH = 2_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]|_(?!_)){0,30}(?<!_)");
    private static final Pattern HEADER = Pattern.compile("(?i)(?!mcp-|chitchat-|proxy-)[a-z0-9-]{1,100}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(MCP_[A-Z0-9_]{1,60})}");

    public McpServerSetting {
        headers = Map.copyOf(headers);
        allow = allow == null ? null : List.copyOf(allow);
    }

    /** Whether a tool of this name is offered. */
    public boolean allows(String tool) {
        return allow == null || allow.contains(tool);
    }

    /** Reads {@code mcpServers} of an agent's {@code config}; what is wrong is reported with its field. */
    public static List<McpServerSetting> of(JsonFields config) {
        List<JsonFields> entries = config.optionalObjects("mcpServers");
        if (entries.size() > MAX_SERVERS) {
            config.report("mcpServers", "must be at most " + MAX_SERVERS + " servers; they are " + entries.size());
        }
        Set<String> names = new HashSet<>();
        List<McpServerSetting> servers = new ArrayList<>();
        for (JsonFields entry : entries) {
            String name = entry.name("name");
            if (!NAME.matcher(name).matches()) {
                entry.report(
                        "name",
                        "must be 1 to 31 letters, digits, hyphens and single underscores, the first and last no underscore");
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                entry.report("name", "must be another one than that of an earlier server");
            }
            servers.add(new McpServerSetting(name, url(entry), headers(entry), allowed(entry)));
        }
        return servers;
    }

    private static URI url(JsonFields entry) {
        String text = entry.name("url").strip();
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (text.length() <= MAX_URL_LENGTH
                    && (scheme.equals("https") || scheme.equals("http"))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        entry.report("url", "must be the http or https URL of an MCP endpoint, without a user name");
        return URI.create("http://invalid");
    }

    private static Map<String, String> headers(JsonFields entry) {
        Map<String, String> variables = new LinkedHashMap<>();
        JsonFields headers = entry.objectOrEmpty("headers");
        if (headers.object().members().size() > MAX_HEADERS) {
            entry.report("headers", "must be at most " + MAX_HEADERS);
        }
        headers.object().members().forEach((name, value) -> {
            if (!HEADER.matcher(name).matches()) {
                entry.report(
                        "headers", "must have names of letters, digits and hyphens that do not belong to the protocol");
            }
            Matcher variable = VARIABLE.matcher(value instanceof Json.Text text ? text.value() : "");
            if (variable.matches()) {
                variables.put(name, variable.group(1));
            } else {
                headers.report(
                        name,
                        "must name a variable of the server's environment, such as ${MCP_TOKEN}: everybody who may"
                                + " read the conversation can read what stands here");
            }
        });
        return variables;
    }

    private static @Nullable List<String> allowed(JsonFields entry) {
        List<String> allow = entry.optionalTexts("allow");
        if (allow != null && allow.size() > MAX_ALLOWED) {
            entry.report("allow", "must be at most " + MAX_ALLOWED + " names of tools");
        }
        return allow;
    }
}
