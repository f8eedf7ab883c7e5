package me.fhir.chitchat.mcp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Invitation;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.jsonrpc.Params;
import me.fhir.chitchat.scenario.ScenarioStore;

/** The methods of the protocol in both eras; each gives its result as JSON text. */
final class McpMethods {
    private static final String CAPABILITIES = "\"capabilities\":{\"tools\":{}}";
    /** Results that may be kept (2026-07-28, Caching); they depend on the address alone, so shared caches may keep them. */
    private static final String CACHEABLE = "\"ttlMs\":60000,\"cacheScope\":\"public\"";

    private static final String SERVER_INFO = "{\"name\":\"chitchat\",\"title\":\"Chitchat\",\"version\":"
            + JsonText.quote(Optional.ofNullable(McpMethods.class.getPackage().getImplementationVersion())
                    .orElse("dev"))
            + "}";

    private final ChatTools tools;
    private final ScenarioStore scenarios;

    McpMethods(ChatTools tools, ScenarioStore scenarios) {
        this.tools = tools;
        this.scenarios = scenarios;
    }

    /**
     * Answers a request.
     *
     * @throws McpRefusal when there is no such method or tool
     */
    CompletableFuture<String> call(Era era, Config64 config, JsonRpcMessage.Request request) {
        if (era == Era.MODERN) {
            return switch (request.method()) {
                case "server/discover" -> done(modern(discover(config) + "," + CACHEABLE));
                case "tools/list" -> done(modern(list(config) + "," + CACHEABLE));
                case "tools/call" -> callTool(config, request.params()).thenApply(McpMethods::modern);
                default -> throw unknown(404, request);
            };
        }
        return switch (request.method()) {
            case "initialize" -> done("{" + initialize(config, request.params()) + "}");
            case "ping" -> done("{}");
            case "tools/list" -> done("{" + list(config) + "}");
            case "tools/call" -> callTool(config, request.params()).thenApply(members -> "{" + members + "}");
            default -> throw unknown(200, request);
        };
    }

    private static McpRefusal unknown(int status, JsonRpcMessage.Request request) {
        return new McpRefusal(
                status,
                JsonRpcError.of(
                        JsonRpcError.METHOD_NOT_FOUND,
                        "There is no method " + JsonText.quote(request.method()) + " here; tools/list and tools/call"
                                + " are what this server has."));
    }

    private static CompletableFuture<String> done(String result) {
        return CompletableFuture.completedFuture(result);
    }

    /** A result of 2026-07-28 (Basic, Results): complete, and signed by the server. */
    private static String modern(String members) {
        return "{\"resultType\":\"complete\"," + members + ",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                + SERVER_INFO + "}}";
    }

    /** Lifecycle, Initialization (through 2025-11-25). */
    private String initialize(Config64 config, Params params) {
        String asked = params.fields().string("protocolVersion");
        return "\"protocolVersion\":\"" + McpVersion.negotiated(asked) + "\"," + CAPABILITIES + ",\"serverInfo\":"
                + SERVER_INFO + ",\"instructions\":" + JsonText.quote(instructions(config));
    }

    /** Server, Discovery (2026-07-28). */
    private String discover(Config64 config) {
        return "\"supportedVersions\":[\"" + McpVersion.MODERN + "\"]," + CAPABILITIES + ",\"instructions\":"
                + JsonText.quote(instructions(config));
    }

    private String instructions(Config64 config) {
        return "Through this server you take part in a conversation between agents of different organisations. "
                + ChatTool.context(Invitation.of(config, scenarios))
                + " Call begin_chat_thread once, then take turns: send_message_to_chat_thread to speak, check_replies"
                + " to wait for the others, until the status is completed.";
    }

    private String list(Config64 config) {
        Invitation invitation = Invitation.of(config, scenarios);
        return "\"tools\":"
                + Stream.of(ChatTool.values())
                        .map(tool -> tool.json(invitation))
                        .collect(Collectors.joining(",", "[", "]"));
    }

    private CompletableFuture<String> callTool(Config64 config, Params params) {
        String name = params.fields().string("name");
        ChatTool tool = Optional.ofNullable(name)
                .flatMap(ChatTool::named)
                .orElseThrow(() -> new McpRefusal(
                        200,
                        JsonRpcError.of(
                                JsonRpcError.INVALID_PARAMS,
                                "There is no tool " + JsonText.quoteOrNull(name) + " here; see tools/list.")));
        return tools.call(tool, config, params.fields()).thenApply(ToolResult::members);
    }
}
