package me.fhir.chitchat.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code connect}, against a running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatPlayTest {
    private static final PrintStream SILENT =
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    /** Counts the messages and ends the conversation once there are five. */
    private static final String COUNTS = "n=$(grep -o '\"seq\":' | wc -l); if [ $n -ge 5 ]; then"
            + " echo '{\"text\":\"the end\",\"end\":{\"status\":\"success\",\"reason\":\"enough\"}}'; else echo said $n; fi";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), Map.of("logging.level", "WARN"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private CompletableFuture<SeatPlay.PlayEnding> play(String address, LocalAgent agent, boolean begins) {
        SeatLink link = SeatLink.parse(address).orElseThrow();
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new SeatPlay(link, agent, begins, SILENT).play();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        });
    }

    private static String url(SeatedConversation talk, String agentId) {
        return talk.seat(agentId).get("url").asText();
    }

    private static List<String> said(SeatedConversation talk) {
        List<String> said = new ArrayList<>();
        try (RpcClient host = talk.connect(talk.host())) {
            for (JsonNode event : host.call("getEventsPage", "{\"conversationId\":" + talk.id() + "}")
                    .get("events")) {
                if (event.get("type").asText().equals("message")) {
                    said.add(event.get("agentId").asText() + ": "
                            + event.at("/payload/text").asText());
                }
            }
        }
        return said;
    }

    @Test
    void twoProgramsFinishAConversation() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        var beta = play(url(talk, "beta"), new ProgramAgent(COUNTS), false);
        var alpha = play(url(talk, "alpha"), new ProgramAgent(COUNTS), true);
        assertThat(alpha.get(60, TimeUnit.SECONDS)).isEqualTo(SeatPlay.PlayEnding.CONVERSATION_ENDED);
        assertThat(beta.get(60, TimeUnit.SECONDS)).isEqualTo(SeatPlay.PlayEnding.CONVERSATION_ENDED);
        assertThat(said(talk))
                .containsExactly(
                        "alpha: said 0",
                        "beta: said 1",
                        "alpha: said 2",
                        "beta: said 3",
                        "alpha: said 4",
                        "beta: the end");
    }

    @Test
    void aProgramGetsTheState() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server, ",\"title\":\"Meeting\"", "");
        CopyOnWriteArrayList<String> states = new CopyOnWriteArrayList<>();
        LocalAgent agent = state -> {
            states.add(state.json());
            return LocalReply.read("{\"text\":\"bye\",\"end\":{\"status\":\"failure\"}}");
        };
        var beta = play(url(talk, "beta"), agent, false);
        try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
            alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "Hello?", "turn"));
        }
        assertThat(beta.get(60, TimeUnit.SECONDS)).isEqualTo(SeatPlay.PlayEnding.CONVERSATION_ENDED);
        JsonNode state = SeatedConversation.json(states.get(0));
        assertThat(state.at("/conversation/title").asText()).isEqualTo("Meeting");
        assertThat(state.at("/you/agentId").asText()).isEqualTo("beta");
        assertThat(state.at("/turn/yours").asBoolean()).isTrue();
        assertThat(state.at("/messages/0/text").asText()).isEqualTo("Hello?");
        assertThat(said(talk)).containsExactly("alpha: Hello?", "beta: bye");
    }

    /** What a program is given can be larger than what a pipe holds. */
    @Test
    void aProgramNeedNotReadItsInput() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
            alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "x".repeat(300_000), "turn"));
        }
        String deaf = "exec <&-; echo '{\"text\":\"bye\",\"end\":{\"status\":\"success\"}}'";
        assertThat(play(url(talk, "beta"), new ProgramAgent(deaf), false).get(60, TimeUnit.SECONDS))
                .isEqualTo(SeatPlay.PlayEnding.CONVERSATION_ENDED);
    }

    @Test
    void aFailingProgramAndALostSeatHaveTheirOwnEndings() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        assertThat(play(url(talk, "alpha"), new ProgramAgent("exit 3"), true).get(60, TimeUnit.SECONDS))
                .isEqualTo(SeatPlay.PlayEnding.AGENT_FAILED);
        assertThat(play(url(talk, "alpha"), new ProgramAgent("cat > /dev/null"), true)
                        .get(60, TimeUnit.SECONDS))
                .isEqualTo(SeatPlay.PlayEnding.AGENT_FAILED);
        var waiting = play(url(talk, "beta"), new ProgramAgent("echo hello"), false);
        Awaitility.await()
                .until(() -> talk.rest("GET", "/api/seated-conversations/" + talk.id() + "/seats", "", talk.host())
                        .body()
                        .contains("chitchat-connect"));
        talk.rest("POST", "/api/seated-conversations/" + talk.id() + "/seats/beta/code", "", talk.host());
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(SeatPlay.PlayEnding.SEAT_GONE);
        assertThat(said(talk)).isEmpty();
    }

    @Test
    void anA2aServerOfThisMachinePlaysASeat() throws Exception {
        // The local server is a bridge of this one, behind which a script answers.
        String meta = "{\"agents\":[{\"id\":\"me\"},{\"id\":\"it\",\"agentClass\":\"script\",\"config\":{\"script\":"
                + "{\"name\":\"s\",\"turns\":[[{\"kind\":\"post\",\"text\":\"first answer\"}],"
                + "[{\"kind\":\"post\",\"text\":\"second answer\"}]]}}}]}";
        String local = server.http("/api/bridge/"
                        + Base64.getUrlEncoder().encodeToString(meta.getBytes(StandardCharsets.UTF_8)) + "/a2a")
                .toString();
        SeatedConversation talk = SeatedConversation.create(server);
        var beta = play(url(talk, "beta"), new A2aAgent(local), false);
        try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
            alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "one", "turn"));
            Awaitility.await()
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> said(talk).size() == 2);
            alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "two", "turn"));
            Awaitility.await()
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> said(talk).size() == 4);
        }
        talk.rest("POST", "/api/conversations/" + talk.id() + "/cancel", "{}", talk.host());
        assertThat(said(talk).subList(0, 4))
                .containsExactly("alpha: one", "beta: first answer", "alpha: two", "beta: second answer");
        assertThat(beta.get(120, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void aServerOfA2a03AnswersWithAMessage() throws Exception {
        HttpServer local = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> asked = new CopyOnWriteArrayList<>();
        local.createContext("/", exchange -> {
            boolean card = exchange.getRequestMethod().equals("GET");
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = (card
                            ? "{\"name\":\"old\",\"protocolVersion\":\"0.3.0\",\"url\":\"http://127.0.0.1:"
                                    + local.getAddress().getPort() + "/rpc\"}"
                            : "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"kind\":\"message\",\"contextId\":\"c\","
                                    + "\"parts\":[{\"kind\":\"text\",\"text\":\"from the old one\"}]}}")
                    .getBytes(StandardCharsets.UTF_8);
            boolean wellKnown = !card || exchange.getRequestURI().getPath().endsWith("/agent.json");
            exchange.sendResponseHeaders(wellKnown ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        local.start();
        try {
            SeatedConversation talk = SeatedConversation.create(server);
            var beta = play(
                    url(talk, "beta"),
                    new A2aAgent("http://127.0.0.1:" + local.getAddress().getPort()),
                    false);
            try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
                alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "one", "turn"));
            }
            Awaitility.await()
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> said(talk).size() == 2);
            assertThat(said(talk)).containsExactly("alpha: one", "beta: from the old one");
            assertThat(asked.get(asked.size() - 1)).contains("message/send", "\"one\"", "\"blocking\":true");
            talk.rest("POST", "/api/conversations/" + talk.id() + "/cancel", "{}", talk.host());
            assertThat(beta.get(60, TimeUnit.SECONDS)).isEqualTo(SeatPlay.PlayEnding.CONVERSATION_ENDED);
        } finally {
            local.stop(0);
        }
    }

    @Test
    void aCutLosesNothingAndSaysNothingTwice() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        try (CutConnections proxy = new CutConnections(server.port())) {
            String through = "http://127.0.0.1:" + proxy.port() + "/s/" + talk.code("beta");
            LocalAgent agent = state -> {
                // At the worst moment: the answer is there, the connection is not.
                proxy.cut();
                return LocalReply.read("answer to " + state.messages().size());
            };
            var beta = play(through, agent, false);
            try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
                for (int i = 1; i <= 3; i++) {
                    int expected = 2 * i;
                    alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "m" + i, "turn"));
                    Awaitility.await()
                            .atMost(30, TimeUnit.SECONDS)
                            .until(() -> said(talk).size() == expected);
                }
            }
            talk.rest("POST", "/api/conversations/" + talk.id() + "/cancel", "{}", talk.host());
            assertThat(beta.get(60, TimeUnit.SECONDS)).isEqualTo(SeatPlay.PlayEnding.CONVERSATION_ENDED);
            assertThat(said(talk).subList(0, 6))
                    .containsExactly(
                            "alpha: m1",
                            "beta: answer to 1",
                            "alpha: m2",
                            "beta: answer to 3",
                            "alpha: m3",
                            "beta: answer to 5");
        }
    }

    @Test
    void readsAddressesOfSeatsOnly() {
        assertThat(SeatLink.parse("https://host/base/s/7F3K-9QWD-2MXA")
                        .orElseThrow()
                        .webSocket())
                .hasToString("wss://host/base/api/ws");
        for (String wrong : List.of("https://host/", "ftp://host/s/7F3K-9QWD-2MXA", "7F3K-9QWD-2MXA", "")) {
            assertThat(SeatLink.parse(wrong)).as(wrong).isEmpty();
        }
    }

    /** Passes connections on until they are cut. */
    private static final class CutConnections implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> open = new CopyOnWriteArrayList<>();

        CutConnections(int target) throws IOException {
            Thread accepting = new Thread(() -> accept(target));
            accepting.setDaemon(true);
            accepting.start();
        }

        int port() {
            return listening.getLocalPort();
        }

        private void accept(int target) {
            try {
                while (true) {
                    Socket client = listening.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                    open.add(client);
                    open.add(server);
                    pump(client, server);
                    pump(server, client);
                }
            } catch (IOException e) {
                // It is closed.
                cut();
            }
        }

        private static void pump(Socket from, Socket to) {
            Thread pumping = new Thread(() -> {
                try (from;
                        to;
                        InputStream in = from.getInputStream()) {
                    in.transferTo(to.getOutputStream());
                } catch (IOException e) {
                    // It was cut.
                    return;
                }
            });
            pumping.setDaemon(true);
            pumping.start();
        }

        void cut() {
            open.forEach(socket -> {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            open.clear();
        }

        @Override
        public void close() throws IOException {
            listening.close();
            cut();
        }
    }
}
