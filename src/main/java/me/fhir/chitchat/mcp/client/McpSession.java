package me.fhir.chitchat.mcp.client;

import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.OutboundFailure;
import org.jspecify.annotations.Nullable;

/** Requests to one server in the generation of MCP that it speaks, which is found at the first request. For one thread at a time. */
final class McpSession {
    private static final int SESSION_IS_OVER = 404;

    private final McpHttp line;
    private @Nullable ServerGeneration generation;

    McpSession(McpHttp line) {
        this.line = line;
    }

    /** Waits for a result. A request that met a session which is over was not carried out and is sent once more. */
    Json.Object request(McpRequest request) throws McpFailure, InterruptedException {
        ServerGeneration known = generation == null ? opened() : generation;
        McpAnswer answer = line.send(known, request);
        boolean over = answer.status() == SESSION_IS_OVER
                && known instanceof ServerGeneration.Legacy legacy
                && legacy.session() != null;
        if (over) {
            answer = line.send(opened(), request);
        }
        if (answer.resultOrNull() == null
                && OutboundFailure.ofStatus(answer.status()).isPresent()) {
            // It may have been replaced by another one.
            generation = null;
        }
        return answer.result();
    }

    private ServerGeneration opened() throws McpFailure, InterruptedException {
        generation = null;
        ServerGeneration found = isModern() ? new ServerGeneration.Modern() : initialized();
        generation = found;
        return found;
    }

    /** Whether it answers {@code server/discover} (Basic, Versioning); older servers answer errors of many kinds. */
    private boolean isModern() throws McpFailure, InterruptedException {
        McpAnswer answer = line.send(new ServerGeneration.Modern(), McpRequest.of("server/discover", none -> {}));
        Optional<OutboundFailure> failure = OutboundFailure.ofStatus(answer.status());
        if (failure.isPresent() && failure.get() == OutboundFailure.UNAUTHORIZED) {
            throw answer.failure();
        }
        Json.Object result = answer.resultOrNull();
        return result != null
                && result.elements("supportedVersions").stream()
                        .anyMatch(version -> version instanceof Json.Text text
                                && text.value().equals(ServerGeneration.Modern.VERSION));
    }

    /** Begins as servers through 2025-11-25 want it (Basic, Lifecycle). */
    private ServerGeneration initialized() throws McpFailure, InterruptedException {
        McpAnswer answer =
                line.send(ServerGeneration.Legacy.BEFORE, McpRequest.of("initialize", McpSession::introduction));
        String version = answer.result().text("protocolVersion");
        if (version == null || !ServerGeneration.Legacy.VERSIONS.contains(version)) {
            throw new McpFailure("The server speaks a version of MCP that is not known here: "
                    + McpAnswer.shortened(String.valueOf(version)) + ".");
        }
        ServerGeneration begun = new ServerGeneration.Legacy(version, answer.session());
        line.sendNotification(begun, McpRequest.of("notifications/initialized", none -> {}));
        return begun;
    }

    private static void introduction(JsonWriter params) {
        params.text("protocolVersion", ServerGeneration.Legacy.VERSIONS.get(0))
                .object("capabilities", none -> {})
                .object("clientInfo", ServerGeneration::clientInfo);
    }
}
