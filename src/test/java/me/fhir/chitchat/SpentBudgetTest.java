package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The day's budgets of a server with a paid model, reached by an agent, by the oracle of its tools, and over REST. */
@Timeout(120)
class SpentBudgetTest {
    private static final String LOOK_UP = StubbedProviderServer.step("look_up", "{\"n\":1}");

    @TempDir
    private Path folder;

    private static HttpResponse<String> complete(StubbedProviderServer server) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(String.valueOf(server.server.http("/api/llm/complete"))))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static JsonNode models(StubbedProviderServer server) throws Exception {
        return StubbedProviderServer.json(server.get("/api/status").body()).get("models");
    }

    /** What the clerk said, and what its tool returned. */
    private static String told(List<JsonNode> events) {
        return events.toString();
    }

    @Test
    void anAgentSaysThatItsConversationHasSpentItAndOthersGoOn() throws Exception {
        try (StubbedProviderServer server =
                new StubbedProviderServer(folder, "modelBudget.callsPerConversation", "2")) {
            server.stub.answering(
                    StubbedProviderServer.completion(LOOK_UP),
                    StubbedProviderServer.completion("{\"reasoning\":\"r\",\"output\":{\"text\":\"p-7\"}}"),
                    StubbedProviderServer.completion("Hello"));
            long conversation = server.begin("clerk", "");
            assertThat(told(server.turnOf("clerk", conversation))).contains("budget for models for today");
            assertThat(server.stub.asked()).hasSize(2);
            assertThat(complete(server).statusCode()).isEqualTo(200);
            assertThat(models(server).get("callsToday").intValue()).isEqualTo(3);
            assertThat(models(server).get("callsPerConversation").intValue()).isEqualTo(2);
        }
    }

    @Test
    void theOracleOfAToolIsNotAskedBeyondIt() throws Exception {
        try (StubbedProviderServer server =
                new StubbedProviderServer(folder, "modelBudget.callsPerConversation", "1")) {
            server.stub.answering(StubbedProviderServer.completion(LOOK_UP));
            long conversation = server.begin("clerk", "");
            assertThat(told(server.turnOf("clerk", conversation))).contains("tool_call", "budget for models for today");
            assertThat(server.stub.asked()).hasSize(1);
        }
    }

    @Test
    void tokensCountAsCallsDo() throws Exception {
        try (StubbedProviderServer server =
                new StubbedProviderServer(folder, "modelBudget.tokensPerConversation", "15")) {
            server.stub.answering(StubbedProviderServer.completion(LOOK_UP));
            long conversation = server.begin("clerk", "");
            assertThat(told(server.turnOf("clerk", conversation))).contains("budget for models for today");
            assertThat(server.stub.asked()).hasSize(1);
            assertThat(models(server).get("tokensToday").intValue()).isEqualTo(15);
        }
    }

    @Test
    void clientsAreToldWhenToComeAgainAndAgentsFindItSpent() throws Exception {
        try (StubbedProviderServer server = new StubbedProviderServer(folder, "modelBudget.callsPerDay", "2")) {
            server.stub.answering(StubbedProviderServer.completion("Hello"));
            assertThat(complete(server).statusCode()).isEqualTo(200);
            assertThat(complete(server).statusCode()).isEqualTo(200);
            HttpResponse<String> refused = complete(server);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 24L * 3600 + 1);
            assertThat(refused.body()).contains("has spent its budget for models for today");
            long conversation = server.begin("clerk", "");
            assertThat(told(server.turnOf("clerk", conversation))).contains("budget for models for today");
            assertThat(server.stub.asked()).hasSize(2);
            assertThat(models(server).get("callsToday").intValue()).isEqualTo(2);
        }
    }
}
