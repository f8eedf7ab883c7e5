package me.fhir.chitchat.connect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Where an A2A server takes JSON-RPC, and in which version.
 *
 * @param modern whether it speaks 1.0; otherwise 0.3
 */
record A2aCard(URI endpoint, boolean modern) {
    private static final List<String> NAMES = List.of("agent-card.json", "agent.json");

    /**
     * Reads the card of the server at an address (A2A 1.0, section 8.2; the older name, 0.3).
     *
     * @param headers sent along
     */
    static A2aCard of(HttpClient http, String address, Map<String, String> headers)
            throws AgentFailedException, InterruptedException {
        String base = address.replaceFirst("/+$", "");
        for (String name : NAMES) {
            Json.Object card = get(http, base + "/.well-known/" + name, headers);
            if (card != null) {
                return read(card, base);
            }
        }
        throw new AgentFailedException("There is no agent card at " + base + "/.well-known/agent-card.json.");
    }

    private static Json.@Nullable Object get(HttpClient http, String address, Map<String, String> headers)
            throws AgentFailedException, InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(20))
                    .header("Accept", "application/json");
            headers.forEach(request::header);
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Json.objectOrNull(answer.body()) : null;
        } catch (IOException | IllegalArgumentException e) {
            throw new AgentFailedException("The agent at " + address + " cannot be reached (" + e + ").");
        }
    }

    /** The newest version that it offers over JSON-RPC. */
    private static A2aCard read(Json.Object card, String base) throws AgentFailedException {
        A2aCard found = null;
        for (Json.Object offer : card.objects("supportedInterfaces")) {
            String version = String.valueOf(offer.text("protocolVersion"));
            String url = offer.text("url");
            boolean jsonRpc = "JSONRPC".equals(offer.text("protocolBinding"));
            if (jsonRpc && url != null && version.startsWith("1.")) {
                return new A2aCard(URI.create(url), true);
            }
            if (jsonRpc && url != null && version.startsWith("0.3")) {
                found = new A2aCard(URI.create(url), false);
            }
        }
        if (found != null) {
            return found;
        }
        String transport = card.text("preferredTransport");
        if (transport != null && !transport.equals("JSONRPC")) {
            throw new AgentFailedException("The agent speaks " + transport + "; connect speaks JSON-RPC.");
        }
        String url = card.text("url");
        return new A2aCard(URI.create(url == null ? base : url), false);
    }
}
