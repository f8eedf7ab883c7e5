package me.fhir.chitchat.outbound.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import me.fhir.chitchat.outbound.AllowList;
import me.fhir.chitchat.outbound.ExternalServer;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundConfiguration;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundFailure;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.outbound.OutboundHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointFinderTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String JSON = "application/json";
    private static final String NO_TASK =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\"?\"}}";
    private static final String NO_METHOD =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"?\"}}";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private ExternalServer agent;
    private OutboundClient client;
    private EndpointFinder finder;

    @BeforeEach
    void start() throws IOException {
        agent = new ExternalServer();
        client = new OutboundClient(
                new OutboundGuard(AllowList.of("local"), InetAddress::getAllByName),
                new OutboundConfiguration(null, null, null),
                new MetricRegistry(),
                workers);
        finder = new EndpointFinder(client);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        agent.close();
        workers.shutdownNow();
    }

    private void card(String path, String json) {
        agent.on(path, 200, json.replace('\'', '"'), "Content-Type", JSON);
    }

    /** A server of one version, or of both: a GET is not for it. */
    private void speaks(String path, String... methods) {
        agent.on(path, exchange -> {
            boolean post = exchange.getRequestMethod().equals("POST");
            String body = agent.received().get(agent.received().size() - 1).body();
            boolean known = List.of(methods).stream().anyMatch(method -> body.contains("\"" + method + "\""));
            byte[] answer = (known ? NO_TASK : NO_METHOD).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", JSON);
            exchange.sendResponseHeaders(post ? 200 : 405, post ? answer.length : -1);
            if (post) {
                exchange.getResponseBody().write(answer);
            }
        });
    }

    private AgentEndpoint find(URI uri) throws Exception {
        return finder.find(uri, OutboundHeaders.NONE, LONG);
    }

    private OutboundException failure(URI uri) {
        return catchThrowableOfType(OutboundException.class, () -> find(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "/agents/one/, /agents/one/.well-known/agent-card.json",
        "/agents/one, /agents/one/.well-known/agent.json",
        "/agents/one, /.well-known/agent-card.json",
        "/agents/one, /.well-known/agent.json",
        "/.well-known/agent.json, /.well-known/agent-card.json",
        "/cards/one, /cards/one",
        "/, /.well-known/agent-card.json",
    })
    void findsTheCardWhereverItMayBe(String given, String place) throws Exception {
        card(
                place,
                "{'name':'One','url':'/a2a','protocolVersion':'0.3.0','capabilities':{'streaming':true},'skills':[]}");
        speaks("/a2a", "tasks/get");
        AgentEndpoint endpoint = find(agent.uri(given));
        assertThat(endpoint.uri()).isEqualTo(agent.uri("/a2a"));
        assertThat(endpoint.dialect()).isEqualTo(A2aDialect.JSONRPC_03);
        assertThat(endpoint.streaming()).isTrue();
        assertThat(endpoint.card()).isEqualTo(new CardSummary("One", "", List.of()));
    }

    @Test
    void takesTheFirstInterfaceThatItSpeaks() throws Exception {
        card(
                "/.well-known/agent-card.json",
                "{'name':'One','skills':[{'id':'s','name':'Skill'}],'supportedInterfaces':["
                        + "{'url':'grpc.example:443','protocolBinding':'GRPC','protocolVersion':'1.0'},"
                        + "{'url':'" + agent.uri("/rest")
                        + "','protocolBinding':'HTTP+JSON','protocolVersion':'1.0.1','tenant':'t'},"
                        + "{'url':'" + agent.uri("/rpc") + "','protocolBinding':'JSONRPC','protocolVersion':'1.0'}]}");
        speaks("/rpc", "GetTask");
        assertThat(find(agent.uri("/")).uri()).isEqualTo(agent.uri("/rpc"));
        assertThat(agent.received()).anySatisfy(r -> assertThat(r.path()).startsWith("/rest/t/tasks/"));
    }

    @Test
    void speaksHttpAndJsonWhereACardOffersNothingElse() throws Exception {
        card(
                "/.well-known/agent-card.json",
                "{'name':'One','supportedInterfaces':[{'url':'" + agent.uri("/") + "','protocolBinding':'HTTP+JSON',"
                        + "'protocolVersion':'1.0'}]}");
        agent.otherwise(404, "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\"}}", "Content-Type", JSON);
        assertThat(find(agent.uri("/")).dialect()).isEqualTo(A2aDialect.HTTP_JSON_10);
        agent.otherwise(404, "{\"detail\":\"Not Found\"}", "Content-Type", JSON);
        assertThat(failure(agent.uri("/")).failure()).isEqualTo(OutboundFailure.NOT_FOUND);
    }

    @Test
    void aTenantIsOneStepOfThePathWhateverItHolds() throws Exception {
        card(
                "/.well-known/agent-card.json",
                "{'name':'One','supportedInterfaces':[{'url':'" + agent.uri("/rest")
                        + "','protocolBinding':'HTTP+JSON'," + "'protocolVersion':'1.0','tenant':'a b/../{c}'}]}");
        agent.otherwise(404, "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\"}}", "Content-Type", JSON);
        assertThat(find(agent.uri("/")).tenant()).isEqualTo("a b/../{c}");
        assertThat(agent.received()).anySatisfy(r -> assertThat(r.path()).startsWith("/rest/a b/../{c}/tasks/"));
    }

    @Test
    void withoutAVersionInTheCardItTriesBoth() throws Exception {
        card("/.well-known/agent-card.json", "{'name':'One','url':'" + agent.uri("/rpc") + "','skills':[]}");
        speaks("/rpc", "tasks/get");
        assertThat(find(agent.uri("/")).dialect()).isEqualTo(A2aDialect.JSONRPC_03);
        speaks("/rpc", "GetTask");
        assertThat(find(agent.uri("/")).dialect()).isEqualTo(A2aDialect.JSONRPC_10);
    }

    @Test
    void aCardThatConfusesTheVersionsIsSeenThrough() throws Exception {
        card(
                "/.well-known/agent-card.json",
                "{'name':'One','url':'" + agent.uri("/rpc") + "','protocolVersion':'1.0.0','skills':[]}");
        speaks("/rpc", "tasks/get");
        assertThat(find(agent.uri("/")).dialect()).isEqualTo(A2aDialect.JSONRPC_03);
    }

    @ParameterizedTest
    @CsvSource({"GetTask, JSONRPC_10", "tasks/get, JSONRPC_03"})
    void findsAnEndpointThatHasNoCard(String method, A2aDialect dialect) throws Exception {
        speaks("/rpc", method);
        AgentEndpoint endpoint = find(agent.uri("/rpc"));
        assertThat(endpoint.dialect()).isEqualTo(dialect);
        assertThat(endpoint.uri()).isEqualTo(agent.uri("/rpc"));
        assertThat(endpoint.card()).isNull();
    }

    @Test
    void anUnspecifiedAddressInACardMeansTheHostOfTheCard() throws Exception {
        card(
                "/.well-known/agent-card.json",
                "{'name':'One','url':'http://0.0.0.0:" + agent.port() + "/rpc','protocolVersion':'0.3.0','skills':[]}");
        speaks("/rpc", "tasks/get");
        assertThat(find(agent.uri("/")).uri()).isEqualTo(agent.uri("/rpc"));
    }

    @Test
    void headersGoToTheOriginTheyWereGivenForAndNoOther() throws Exception {
        try (ExternalServer other = new ExternalServer()) {
            card(
                    "/.well-known/agent-card.json",
                    "{'name':'One','url':'" + other.uri("/rpc") + "','protocolVersion':'0.3.0','skills':[]}");
            other.on("/rpc", 401, "");
            OutboundHeaders headers = OutboundHeaders.of(Map.of("X-Token", "secret"));
            OutboundException e =
                    catchThrowableOfType(OutboundException.class, () -> finder.find(agent.uri("/"), headers, LONG));
            assertThat(e.failure()).isEqualTo(OutboundFailure.UNAUTHORIZED);
            assertThat(e.sentence())
                    .contains("not on the host that the header was given for")
                    .doesNotContain("secret");
            assertThat(agent.received()).isNotEmpty().allSatisfy(r -> assertThat(r.headers())
                    .containsKey("X-token"));
            assertThat(other.received()).isNotEmpty().allSatisfy(r -> assertThat(r.headers())
                    .doesNotContainKey("X-token"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/a2a",
                "http://2130706433/a2a",
                "http://user@127.0.0.1/a2a",
                "ftp://127.0.0.1/a2a",
                "file:///etc/passwd",
                "http://[::ffff:a9fe:a9fe]/",
                "http://0x7f000001/",
                "http://127.0.0.1:22/",
            })
    void urlsInsideCardsAreCheckedLikeAllOthers(String url) {
        card(
                "/.well-known/agent-card.json",
                "{'name':'One','url':'" + url + "','protocolVersion':'0.3.0','skills':[]}");
        assertThat(failure(agent.uri("/")).failure()).isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
    }

    @Test
    void rejectsAServerThatAnswersEveryRequestWithAPage() {
        agent.otherwise(200, "<!doctype html><title>Shop</title>", "Content-Type", "text/html");
        assertThat(failure(agent.uri("/shop")).failure()).isEqualTo(OutboundFailure.NOT_A2A);
    }

    @Test
    void aServerOfAnotherJsonRpcProtocolIsNoAgent() {
        speaks("/mcp", "initialize");
        assertThat(failure(agent.uri("/mcp")).failure()).isEqualTo(OutboundFailure.NOT_A2A);
    }

    @Test
    void aGetThatStreamsForEverDoesNotHoldUpTheSearch() throws Exception {
        speaks("/rpc", "GetTask");
        agent.on("/.well-known/agent-card.json", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            agent.awaitClosing();
        });
        assertThat(find(agent.uri("/rpc")).dialect()).isEqualTo(A2aDialect.JSONRPC_10);
    }
}
