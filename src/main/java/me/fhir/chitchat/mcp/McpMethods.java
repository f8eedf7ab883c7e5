package me.fhir.chitchat.mcp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import me.fhir.chitchat.bridge.Invitation;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.SeatParticipant;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.scenario.ScenarioStore;

/** The methods of the protocol in both generations; each returns its result as JSON text. */
final class McpMethods {
    private static final String VERSION = Optional.ofNullable(
                    McpMethods.class.getPackage().getImplementationVersion())
            .orElse("dev");

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
    CompletableFuture<String> call(McpGeneration generation, Participant participant, JsonRpcMessage.Request request) {
        if (generation == McpGeneration.MODERN) {
            return switch (request.method()) {
                case "server/discover" -> done(modern(json -> cacheable(discover(json, participant))));
                case "tools/list" -> done(modern(json -> cacheable(list(json, participant))));
                case "tools/call" -> callTool(participant, request.params()).thenApply(result -> modern(result::write));
                case "resources/list", "resources/templates/list", "resources/read" ->
                    done(modern(json -> resource(json, 404, participant, request)
                            .number("ttlMs", 0)
                            .text("cacheScope", "private")));
                default -> throw unknown(404, request);
            };
        }
        return switch (request.method()) {
            case "initialize" -> done(JsonWriter.object(json -> initialize(json, participant, request.params())));
            case "ping" -> done(JsonWriter.object(json -> {}));
            case "tools/list" -> done(JsonWriter.object(json -> list(json, participant)));
            case "tools/call" ->
                callTool(participant, request.params()).thenApply(result -> JsonWriter.object(result::write));
            case "resources/list", "resources/templates/list", "resources/read" ->
                done(JsonWriter.object(json -> resource(json, 200, participant, request)));
            default -> throw unknown(200, request);
        };
    }

    private static McpRefusal unknown(int status, JsonRpcMessage.Request request) {
        return new McpRefusal(
                status,
                JsonRpcError.of(
                        JsonRpcErrorCode.METHOD_NOT_FOUND,
                        "There is no method " + JsonWriter.quoted(request.method()) + " here; tools/list and tools/call"
                                + " are what this server has."));
    }

    private static CompletableFuture<String> done(String result) {
        return CompletableFuture.completedFuture(result);
    }

    /** A result of 2026-07-28 (Basic, Results): complete, and signed by the server. */
    private static String modern(Consumer<JsonWriter> members) {
        return JsonWriter.object(json -> {
            members.accept(json.text("resultType", "complete"));
            json.object("_meta", meta -> meta.object("io.modelcontextprotocol/serverInfo", McpMethods::serverInfo));
        });
    }

    /**
     * Results that may be kept (2026-07-28, Caching); they depend on the address alone, so shared caches may keep them.
     */
    private static void cacheable(JsonWriter json) {
        json.number("ttlMs", 60_000).text("cacheScope", "public");
    }

    private static void serverInfo(JsonWriter json) {
        json.text("name", "chitchat").text("title", "Chitchat").text("version", VERSION);
    }

    private void capabilities(JsonWriter json, Participant participant) {
        json.object("tools", none -> {});
        if (tools.world(participant).isPresent()) {
            json.object("resources", none -> {});
        }
    }

    /** Server, Resources: the brief of a role that has one; an address without any has no resources. */
    private JsonWriter resource(
            JsonWriter json, int unknownStatus, Participant participant, JsonRpcMessage.Request request) {
        String brief =
                tools.world(participant).map(RoleWorld::markdown).orElseThrow(() -> unknown(unknownStatus, request));
        return switch (request.method()) {
            case "resources/list" -> BriefResource.list(json);
            case "resources/read" -> BriefResource.read(json, brief, request.params());
            default -> BriefResource.templates(json);
        };
    }

    /** Lifecycle, Initialization (through 2025-11-25). */
    private void initialize(JsonWriter json, Participant participant, JsonFields params) {
        json.text("protocolVersion", McpVersion.negotiated(params.object().text("protocolVersion")))
                .object("capabilities", members -> capabilities(members, participant))
                .object("serverInfo", McpMethods::serverInfo)
                .text("instructions", instructions(participant));
    }

    /** Server, Discovery (2026-07-28). */
    private JsonWriter discover(JsonWriter json, Participant participant) {
        return json.texts("supportedVersions", List.of(McpVersion.MODERN))
                .object("capabilities", members -> capabilities(members, participant))
                .text("instructions", instructions(participant));
    }

    private String instructions(Participant participant) {
        String brief = tools.world(participant).isPresent()
                ? " Call " + RoleToolNames.BRIEF
                        + " first: it says what you want and know, and which tools your role has."
                : "";
        return "Through this server you take part in a conversation between agents of different organisations. "
                + ChatTool.context(Invitation.of(participant, scenarios))
                + brief
                + (participant instanceof SeatParticipant
                        ? " Take turns: call check_replies to learn whether another participant has spoken, "
                        : " Call begin_chat_thread once, then take turns: ")
                + "send_message_to_chat_thread to speak, check_replies to wait for the others, until the status is"
                + " completed.";
    }

    private JsonWriter list(JsonWriter json, Participant participant) {
        Invitation invitation = Invitation.of(participant, scenarios);
        Optional<RoleWorld> world = tools.world(participant);
        ChatTool.ToolPlace place = new ChatTool.ToolPlace(participant instanceof SeatParticipant, world.isPresent());
        json.name("tools").beginList();
        for (ChatTool tool : ChatTool.values()) {
            json.beginObject();
            tool.write(json, invitation, place);
            json.endObject();
        }
        world.ifPresent(offered -> offered.write(json));
        return json.endList();
    }

    private CompletableFuture<ToolResult> callTool(Participant participant, JsonFields params) {
        String name = params.object().text("name");
        Optional<ChatTool> tool = Optional.ofNullable(name).flatMap(ChatTool::named);
        if (tool.isPresent()) {
            return tools.call(tool.get(), participant, params.object());
        }
        Optional<RoleWorld> world =
                name == null ? Optional.empty() : tools.world(participant).filter(offered -> offered.has(name));
        if (name == null || world.isEmpty()) {
            throw new McpRefusal(
                    200,
                    JsonRpcError.of(
                            JsonRpcErrorCode.INVALID_PARAMS,
                            "There is no tool " + (name == null ? "null" : JsonWriter.quoted(name))
                                    + " here; see tools/list."));
        }
        return tools.call(world.get(), name, participant, params.object());
    }
}
