package me.fhir.chitchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.StubModelServer;
import org.awaitility.Awaitility;

/** The whole server with real clients of model providers, aimed at a stub; its conversations are played by planners. */
final class StubbedProviderServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An applicant asks, a clerk looks it up and decides with a terminal tool. */
    static final String SCENARIO = """
            {"metadata":{"id":"permit","title":"A permit","description":"Somebody wants a permit."},
             "agents":[
              {"agentId":"asker","principal":{"type":"individual","name":"Ann","description":"asks"},
               "situation":"You want a permit.","systemPrompt":"Ask.","goals":["get it"],
               "knowledgeBase":{"diary":"CANARY-4711"},"tools":[]},
              {"agentId":"clerk","principal":{"type":"organization","name":"Office","description":"decides"},
               "situation":"You decide about permits.","systemPrompt":"Be fair.","goals":["decide"],
               "knowledgeBase":{"policy":"p-7"},
               "tools":[
                {"toolName":"look_up","description":"Looks a policy up.","synthesisGuidance":"Be brief.",
                 "inputSchema":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}},
                {"toolName":"grant","description":"Grants the permit.","inputSchema":{"type":"object"},
                 "synthesisGuidance":"Write the permit.","endsConversation":true,
                 "conversationEndStatus":"success"}]}]}""";

    final StubModelServer stub = new StubModelServer();
    final TestServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final RpcClient rpc;

    StubbedProviderServer(Path folder, String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "llm.openrouter.apiKey", "sk-test",
                "llm.openrouter.baseUrl", stub.url() + "/api/v1",
                "llm.google.apiKey", "g-test",
                "llm.google.baseUrl", stub.url(),
                "logging.level", "WARN"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        server = TestServer.start(folder.resolve("talk.db"), all);
        rpc = new RpcClient(server.webSocket());
        post("/api/scenarios", "{\"name\":\"permit\",\"config\":" + SCENARIO + "}");
    }

    /** A conversation that begins at once; {@code clerk} is more of the clerk's entry in the Meta, comma first. */
    long begin(String starter, String clerk) {
        long id = rpc.call(
                        "createConversation",
                        "{\"meta\":{\"scenarioId\":\"permit\",\"startingAgentId\":\"" + starter
                                + "\",\"agents\":[{\"id\":\"asker\"},{\"id\":\"clerk\"" + clerk + "}]}}")
                .get("conversationId")
                .longValue();
        rpc.call("lifecycle.ensure", "{\"conversationId\":" + id + "}");
        return id;
    }

    JsonNode snapshot(long conversation) {
        return rpc.call("getConversation", "{\"conversationId\":" + conversation + ",\"includeScenario\":false}");
    }

    boolean completed(long conversation) {
        return snapshot(conversation).get("status").asText().equals("completed");
    }

    /** The log from the first turn on, once a message of this agent, or of the server, has closed a turn. */
    List<JsonNode> turnOf(String agentId, long conversation) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> events(conversation).stream()
                .anyMatch(event ->
                        List.of(agentId, "system").contains(event.get("agentId").asText())
                                && !event.get("finality").asText().equals("none")));
        return events(conversation);
    }

    List<JsonNode> events(long conversation) {
        return StreamSupport.stream(snapshot(conversation).get("events").spliterator(), false)
                .filter(event -> event.get("turn").intValue() > 0)
                .toList();
    }

    /** What was said and thought, each as {@code agent type payload-type}. */
    static List<String> outline(List<JsonNode> events) {
        List<String> outline = new ArrayList<>();
        events.forEach(event -> outline.add(event.get("agentId").asText() + " "
                + event.path("payload").path("type").asText(event.get("type").asText())));
        return outline;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(server.http(path)).build(), BodyHandlers.ofString());
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.http(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.body());
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    int gauge(String name) {
        var gauge = Objects.requireNonNull(server.metrics().getGauges().get(name), name);
        return ((Number) gauge.getValue()).intValue();
    }

    /** A chat completion with this content. */
    static StubModelServer.Answer completion(String content) {
        return StubModelServer.json(
                200,
                "{\"model\":\"stub\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":"
                        + JsonWriter.quoted(content) + "}}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}");
    }

    static String step(String tool, String args) {
        return "{\"reasoning\":\"because\",\"action\":{\"tool\":\"" + tool + "\",\"args\":" + args + "}}";
    }

    static final String PERMIT =
            "{\"reasoning\":\"it is due\",\"output\":{\"docId\":\"permit-1\",\"name\":\"permit.md\","
                    + "\"contentType\":\"text/markdown\",\"content\":\"# Permit ä\",\"summary\":\"The permit\"}}";

    @Override
    public void close() {
        rpc.close();
        server.close();
        stub.close();
    }
}
