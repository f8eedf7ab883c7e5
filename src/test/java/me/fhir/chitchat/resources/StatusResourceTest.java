package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StatusResourceTest {
    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @AfterEach
    void writable() {
        server.writable.set(true);
    }

    @Test
    void showsTheConfigurationOfTheServer() {
        HttpResponse<String> answer = server.get("/status");
        String host = server.address().getAuthority();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.body())
                .isEqualTo("{\"version\":\"1.2.3\",\"startedAt\":\"2026-11-23T16:29:00.123Z\","
                        + "\"now\":\"2026-11-23T16:30:00.123Z\",\"adminPort\":3001,\"editTokenWanted\":true,"
                        + "\"debugApi\":false,"
                        + "\"ceilings\":{\"maxTurns\":1000,\"conversationLifeMs\":86400000,"
                        + "\"conversationBytes\":67108864,\"serverAgents\":200,\"serverAgentsRunning\":7},"
                        + "\"traffic\":{\"connections\":14,\"closedAsSlow\":1,\"eventsPerMinute\":[3,40]},"
                        + "\"storage\":{\"writable\":true,\"usedBytes\":2048,\"freeBytes\":4096},"
                        + "\"watchdog\":{\"enabled\":true,\"intervalMs\":300000,\"minAgeMs\":120000,"
                        + "\"stalledThresholdMs\":600000,\"closed\":2,"
                        + "\"next\":{\"conversation\":41,\"at\":\"2026-11-23T16:35:00.123Z\"}},"
                        + "\"models\":{\"complete\":\"open\",\"callsToday\":3,\"callsPerDay\":10000,"
                        + "\"tokensToday\":4000,\"tokensPerDay\":20000000,"
                        + "\"callsPerConversation\":1000,\"tokensPerConversation\":2000000,"
                        + "\"maxTokens\":32768,\"promptCharacters\":400000,\"providers\":[{\"name\":\"openai\",\"model\":\"some-model\","
                        + "\"answered\":false,\"at\":\"2026-11-23T16:29:59.123Z\",\"latencyMs\":250,"
                        + "\"since\":\"2026-11-23T16:29:51.123Z\",\"failure\":\"wrong key\"}]},"
                        + "\"address\":{\"apiBase\":\"http://told/api\",\"refusal\":\"not " + host + "\"}}");
    }

    @Test
    void reportsThatTheStoreCannotBeWritten() {
        server.writable.set(false);
        assertThat(server.get("/status").body()).contains("\"writable\":false");
    }
}
