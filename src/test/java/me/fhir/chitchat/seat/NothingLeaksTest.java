package me.fhir.chitchat.seat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No route and no method gives a caller a byte of a conversation with seats that its code gives no right to. Routes
 * come from the OpenAPI document and methods from the AsyncAPI one, which other tests compare with what is registered:
 * a new one is tried here without anybody thinking of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingLeaksTest {
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final int ROUNDS = 2;

    private TestServer server;
    private final List<String> routes = new ArrayList<>();
    private final List<String> methods = new ArrayList<>();

    /** Whose code is shown, and which secrets of the conversation it may see. */
    enum Caller {
        NOBODY,
        WRONG_CODE,
        FOREIGN_SEAT,
        FOREIGN_HOST,
        REPLACED_SEAT,
        WATCH,
        ALPHA,
        BETA,
        HOST;

        Set<String> mayKnow() {
            return switch (this) {
                case WATCH -> Set.of("shared");
                case ALPHA -> Set.of("shared", "alpha");
                case BETA -> Set.of("shared", "beta");
                case HOST -> Set.of("shared", "alpha", "beta", "host");
                default -> Set.of();
            };
        }
    }

    /** A conversation full of secrets, each marked with who may know it. */
    private record Scene(SeatedConversation talk, String code, Map<String, String> all, List<String> secrets) {}

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(
                folder.resolve("data.db"),
                Map.of(
                        "logging.level", "ERROR",
                        "debugApiEnabled", "false",
                        // So that callers come from many addresses, none of which guesses too often.
                        "trustedProxies", "127.0.0.0/8"));
        read("/openapi.yaml", new YAMLMapper()).get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(verb -> {
                    if (VERBS.contains(verb)) {
                        routes.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        read("/asyncapi.json", new ObjectMapper())
                .get("operations")
                .properties()
                .forEach(operation -> {
                    if (operation.getValue().path("action").asText().equals("receive")) {
                        methods.add(operation.getKey().replace("lifecycle_", "lifecycle."));
                    }
                });
        assertThat(routes).hasSizeGreaterThan(30).contains("GET /attachments/{id}", "POST /bridge/{config64}/a2a");
        assertThat(methods).hasSizeGreaterThan(15).contains("getConversation", "subscribe", "lifecycle.ensure");
    }

    private static JsonNode read(String name, ObjectMapper mapper) throws IOException {
        try (InputStream in = NothingLeaksTest.class.getResourceAsStream(name)) {
            return mapper.readTree(in);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Caller> callers() {
        return Stream.of(Caller.values());
    }

    private Scene scene(Caller caller, int round) {
        String mark = caller + "-" + round;
        Map<String, String> secrets = new LinkedHashMap<>();
        for (String owner : List.of("shared", "alpha", "beta", "host")) {
            secrets.put(owner, "SECRET-" + owner + "-of-" + mark);
        }
        String body = "{\"meta\":{\"title\":\"" + secrets.get("shared") + "\",\"custom\":{\"note\":\""
                + secrets.get("host") + "\"},\"agents\":[" + agent("alpha", secrets) + "," + agent("beta", secrets)
                + "]},\"seats\":[{\"agentId\":\"alpha\",\"kind\":\"open\"},{\"agentId\":\"beta\",\"kind\":\"open\"}]}";
        JsonNode created =
                SeatedConversation.json(SeatedConversation.send(server, "POST", "/api/seated-conversations", body)
                        .body());
        SeatedConversation talk = new SeatedConversation(server, created);
        speak(talk, "alpha", secrets, mark);
        speak(talk, "beta", secrets, mark);
        return new Scene(talk, code(caller, talk), secrets, forbidden(caller, secrets));
    }

    private static String agent(String id, Map<String, String> secrets) {
        return "{\"id\":\"" + id + "\",\"config\":{\"systemPrompt\":\"" + secrets.get(id) + "\"}}";
    }

    private static void speak(SeatedConversation talk, String agentId, Map<String, String> secrets, String mark) {
        try (RpcClient client = talk.connect(talk.code(agentId))) {
            client.call(
                    "sendTrace",
                    "{\"conversationId\":" + talk.id() + ",\"tracePayload\":{\"type\":\"thought\",\"content\":\""
                            + secrets.get(agentId) + "\"}}");
            client.call(
                    "sendMessage",
                    "{\"conversationId\":" + talk.id() + ",\"finality\":\"turn\",\"messagePayload\":{\"text\":\""
                            + secrets.get("shared") + "\",\"clientRequestId\":\"known-" + mark
                            + "\",\"attachments\":[{\"id\":\"att-"
                            + agentId + "-" + mark + "\",\"docId\":\"known-doc\",\"name\":\"" + secrets.get("shared")
                            + "\",\"contentType\":\"text/plain\",\"content\":\"" + secrets.get("shared") + "\"}]}}");
        }
    }

    private String code(Caller caller, SeatedConversation talk) {
        return switch (caller) {
            case NOBODY -> "";
            case WRONG_CODE -> "0000-0000-0000";
            case FOREIGN_SEAT -> SeatedConversation.create(server).code("alpha");
            case FOREIGN_HOST -> SeatedConversation.create(server).host();
            case REPLACED_SEAT -> {
                talk.rest("POST", "/api/seated-conversations/" + talk.id() + "/seats/alpha/code", "", talk.host());
                yield talk.code("alpha");
            }
            case WATCH -> talk.watch();
            case ALPHA -> talk.code("alpha");
            case BETA -> talk.code("beta");
            case HOST -> talk.host();
        };
    }

    private static List<String> forbidden(Caller caller, Map<String, String> secrets) {
        return secrets.entrySet().stream()
                .filter(secret -> !caller.mayKnow().contains(secret.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void assertSilent(String asked, String answer, Scene scene) {
        assertThat(scene.secrets())
                .as(asked)
                .allSatisfy(secret -> assertThat(answer).as(asked).doesNotContain(secret));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void noRouteLeaks(Caller caller) {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(31L * round + caller.name().hashCode());
            Scene scene = scene(caller, round);
            long before = lastSeq(scene.talk());
            for (String route : routes) {
                String verb = route.substring(0, route.indexOf(' '));
                for (String path : paths(route.substring(verb.length() + 1), scene, caller + "-" + round)) {
                    boolean inQuery = random.nextBoolean();
                    String address =
                            "/api" + path + (inQuery ? (path.contains("?") ? "&" : "?") + "seat=" + scene.code() : "");
                    String body = verb.equals("GET") ? "" : body(path, scene.talk(), random);
                    HttpResponse<String> answer = SeatedConversation.send(
                            server,
                            verb,
                            address,
                            body,
                            "Authorization",
                            inQuery ? "Basic none" : "Bearer " + scene.code(),
                            "X-Forwarded-For",
                            "192.0." + random.nextInt(256) + "." + random.nextInt(256));
                    String asked = verb + " " + address + " " + body;
                    assertSilent(asked, answer.body(), scene);
                    if (caller.mayKnow().isEmpty() && route.contains("{id}")) {
                        // Not even that there is such a conversation or document.
                        assertThat(answer.statusCode()).as(asked).isGreaterThanOrEqualTo(400);
                    }
                }
            }
            if (caller.mayKnow().isEmpty()) {
                assertThat(lastSeq(scene.talk())).isEqualTo(before);
            }
        }
    }

    /** Else nothing would be seen in them, whatever they hold. */
    @ParameterizedTest
    @MethodSource("callers")
    void zipFilesAreReadAsWell(Caller caller) {
        Scene scene = scene(caller, 200);
        String evidence = SeatedConversation.send(
                        server,
                        "GET",
                        "/api/conversations/" + scene.talk().id() + "/evidence.zip?seat=" + scene.code(),
                        "")
                .body();
        assertSilent("evidence", evidence, scene);
        assertThat(caller.mayKnow())
                .allSatisfy(known -> assertThat(evidence).contains(scene.all().get(known)));
    }

    private static long lastSeq(SeatedConversation talk) {
        try (RpcClient host = talk.connect(talk.host())) {
            JsonNode events = host.call("getEventsPage", "{\"conversationId\":" + talk.id() + "}")
                    .get("events");
            return events.get(events.size() - 1).get("seq").longValue();
        }
    }

    /** The path with every value that its parameters could sensibly have, and with some that they could not. */
    private static List<String> paths(String template, Scene scene, String mark) {
        SeatedConversation talk = scene.talk();
        List<String> paths = List.of(template);
        Matcher parameters = PARAMETER.matcher(template);
        while (parameters.find()) {
            String name = parameters.group(1);
            List<String> values =
                    switch (name) {
                        case "agentId" -> List.of("alpha", "beta");
                        case "config64" -> List.of(config64(talk.id()), "x");
                        case "code" ->
                            Stream.of("0000-0000-0000", talk.watch(), "x", scene.code())
                                    .filter(code -> !code.isEmpty())
                                    .toList();
                        default ->
                            List.of(
                                    String.valueOf(talk.id()),
                                    "att-alpha-" + mark,
                                    "att-beta-" + mark,
                                    String.valueOf(talk.id()) + "%2F..");
                    };
            paths = paths.stream()
                    .flatMap(path -> values.stream().map(value -> path.replace("{" + name + "}", value)))
                    .toList();
        }
        return template.equals("/conversations") ? listQueries() : paths;
    }

    private static List<String> listQueries() {
        return Stream.of("", "?summary=true", "?summary=true&q=SECRET", "?status=active", "?limit=1000&hours=1")
                .map(query -> "/conversations" + query)
                .toList();
    }

    private static String config64(long conversation) {
        String meta = "{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\",\"agentClass\":\"script\",\"config\":"
                + "{\"script\":{\"name\":\"s\",\"turns\":[]}}}],\"custom\":{\"of\":" + conversation + "}}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(String path, SeatedConversation talk, Random random) {
        String id = String.valueOf(talk.id());
        if (path.endsWith("/a2a")) {
            List<String> calls = List.of("tasks/get", "GetTask", "tasks/cancel", "CancelTask", "tasks/resubscribe");
            return rpc(pick(calls, random), "{\"id\":\"" + id + "\"}");
        }
        if (path.endsWith("/mcp")) {
            String tool = pick(List.of("check_replies", "send_message_to_chat_thread"), random);
            return rpc(
                    "tools/call",
                    "{\"name\":\"" + tool + "\",\"arguments\":{\"conversationId\":\"" + id
                            + "\",\"message\":\"m\",\"waitMs\":0}}");
        }
        return pick(
                List.of(
                        "{}",
                        "{\"conversationId\":" + id + ",\"to\":\"person\",\"reason\":\"r\",\"id\":\"" + id + "\"}",
                        "[" + id + "]"),
                random);
    }

    private static String rpc(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static String pick(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void noMethodLeaks(Caller caller) {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(37L * round + caller.name().hashCode());
            Scene scene = scene(caller, 100 + round);
            String mark = caller + "-" + (100 + round);
            try (RpcClient client = new RpcClient(server.webSocket())) {
                if (!scene.code().isEmpty()) {
                    client.answer(client.send("authenticate", "{\"code\":\"" + scene.code() + "\"}"));
                }
                client.answer(client.send(
                        "subscribe", "{\"conversationId\":" + scene.talk().id() + ",\"sinceSeq\":0}"));
                client.answer(client.send("subscribeConversations", "{}"));
                if (caller != Caller.REPLACED_SEAT) {
                    speak(scene.talk(), "alpha", scene.all(), mark + "-live");
                }
                speak(scene.talk(), "beta", scene.all(), mark + "-live");
                // Those that end something come last, so that the others find it as it was.
                List<String> order = new ArrayList<>(methods);
                order.sort(Comparator.comparing(NothingLeaksTest::ends));
                for (String method : order) {
                    client.answer(client.send(method, params(scene.talk().id(), mark, random)));
                }
                client.texts().forEach(frame -> assertSilent("a frame", frame, scene));
                assertThat(client.notifications("event").isEmpty())
                        .isEqualTo(caller.mayKnow().isEmpty());
            }
        }
    }

    private static boolean ends(String method) {
        return List.of("cancelConversation", "leaveSeat", "replaceCode", "handSeat", "unsubscribe")
                .contains(method);
    }

    private static String params(long id, String mark, Random random) {
        String agent = random.nextBoolean() ? "alpha" : "beta";
        return "{\"conversationId\":" + id + ",\"agentId\":\"" + agent + "\",\"docId\":\"known-doc\",\"sinceSeq\":0,"
                + "\"includeGuidance\":true,\"text\":\"t\",\"to\":\"person\",\"code\":\"none\","
                + "\"meta\":{\"agents\":[{\"id\":\"alpha\"}]},\"seats\":[],\"finality\":\"none\",\"subId\":\"none\","
                + "\"messagePayload\":{\"text\":\"m\",\"clientRequestId\":\"known-" + mark + "\"},"
                + "\"tracePayload\":{\"type\":\"thought\",\"content\":\"c\"},\"agentIds\":[\"" + agent + "\"]}";
    }
}
