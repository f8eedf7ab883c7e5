package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart with more agents than may run at a time. */
class RestartedAgentsTest {
    private static final String META = """
            {"meta":{"startingAgentId":"a","agents":[{"id":"a","agentClass":"script","config":{"script":{"turns":[[
              {"kind":"sleep","ms":600000},{"kind":"post","text":"x"}]]}}},{"id":"b"}]}}""";

    @TempDir
    private Path folder;

    private static long running(RpcClient client) throws Exception {
        long found = 0;
        for (long id = 1; id <= 3; id++) {
            if (!ensured(client, id).contains("agents\":[]")
                    && ensured(client, id).contains("\"a\"")) {
                assertThat(found).isZero();
                found = id;
            }
        }
        return found;
    }

    private static String ensured(RpcClient client, long id) throws Exception {
        return client.call("lifecycle.getEnsured", "{\"conversationId\":" + id + "}")
                .toString();
    }

    private TestServer start(int most) throws Exception {
        return TestServer.start(
                folder.resolve("data.db"), TestServer.quiet("ceilings.serverAgents", String.valueOf(most)));
    }

    private static TestServer started(TestServer server) {
        await().until(() -> server.gauge("chitchat.agents.running") == 1);
        return server;
    }

    @Test
    void countsNoReplayForThoseWithoutRoomAndStartsThemWhenOthersHaveEnded() throws Exception {
        List<Long> all = new ArrayList<>();
        try (TestServer server = start(3);
                RpcClient client = new RpcClient(server.webSocket())) {
            for (int i = 0; i < 3; i++) {
                long id = client.call("createConversation", META)
                        .get("conversationId")
                        .longValue();
                client.call("lifecycle.ensure", "{\"conversationId\":" + id + ",\"agentIds\":[\"a\"]}");
                all.add(id);
            }
        }
        assertThat(all).containsExactly(1L, 2L, 3L);
        // The first is given up at the fourth start; to have been refused is not a replay, so the others are not.
        for (long expected : new long[] {1, 1, 1, 2, 2}) {
            try (TestServer server = start(1)) {
                started(server);
                try (RpcClient client = new RpcClient(server.webSocket())) {
                    await().until(() -> running(client) == expected);
                }
            }
        }
        try (TestServer server = start(1);
                RpcClient client = new RpcClient(started(server).webSocket())) {
            await().until(() -> running(client) == 2);
            client.call("lifecycle.stop", "{\"conversationId\":2}");
            await().until(() -> running(client) == 3);
            client.call("cancelConversation", "{\"conversationId\":3}");
            await().until(() -> server.gauge("chitchat.agents.running") == 0);
        }
    }

    @Test
    void startsNothingThatWasStoppedWhileItWaited() throws Exception {
        try (TestServer server = start(3);
                RpcClient client = new RpcClient(server.webSocket())) {
            for (int i = 0; i < 3; i++) {
                client.call("createConversation", META);
                client.call("lifecycle.ensure", "{\"conversationId\":" + (i + 1) + ",\"agentIds\":[\"a\"]}");
            }
        }
        try (TestServer server = start(1);
                RpcClient client = new RpcClient(started(server).webSocket())) {
            client.call("lifecycle.stop", "{\"conversationId\":2}");
            client.call("lifecycle.stop", "{\"conversationId\":1}");
            await().until(() -> running(client) == 3);
        }
    }
}
