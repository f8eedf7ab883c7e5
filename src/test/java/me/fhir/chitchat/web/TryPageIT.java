package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody else's server, tried by hand; the other server is another origin, as it is in life. */
class TryPageIT {
    private static final String TEMPLATE = "{\"scenarioId\":\"scen_knee_mri_01\",\"startingAgentId\":\"patient-agent\","
            + "\"agents\":[{\"id\":\"patient-agent\"},{\"id\":\"insurance-auth-specialist\"}]}";

    private static final String BY_BROWSER = "?caller=browser";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture().allowing("CORS policy");

    private static String elsewhere(String path) {
        return fixture.addressUnder("127.0.0.1", path);
    }

    private static String bridge(String protocol) {
        String config64 =
                Base64.getUrlEncoder().withoutPadding().encodeToString(TEMPLATE.getBytes(StandardCharsets.UTF_8));
        return elsewhere("/api/bridge/" + config64 + "/" + protocol);
    }

    private static String bridgeHere(String protocol) {
        return bridge(protocol).replaceFirst("^http://[^/]+", fixture.address(""));
    }

    private static Page connected(String endpoint, String more) {
        Page page = fixture.visit(fixture.addressUnder("localhost", "/try" + more));
        return connected(page, endpoint);
    }

    private static Page connected(Page page, String endpoint) {
        page.getByLabel("Endpoint").fill(endpoint);
        page.getByText("Connect", new Page.GetByTextOptions().setExact(true)).click();
        return page;
    }

    @Test
    void sendsMessagesToAnA2aAgentAndShowsEveryRequest() {
        Page page = connected(bridge("a2a"), BY_BROWSER);
        assertThat(page.locator("chit-try-a2a h2")).hasText("Prior authorization of a right knee MRI");
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill("May I have an MRI?");
        page.getByText("Send", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".trytalk > li")).hasCount(2);
        assertThat(page.locator("chit-try-a2a [role=status] .tag")).hasText("input-required");
        page.getByText("Cancel the task").click();
        assertThat(page.locator("chit-try-a2a [role=status] .tag")).hasText("canceled");

        assertThat(page.locator(".exchanges > li")).hasCount(3);
        page.locator(".exchange > summary").nth(1).click();
        assertThat(page.locator(".exchange").nth(1)).containsText("ROLE_USER");
        assertThat(page.locator(".exchange").nth(1)).containsText("TASK_STATE_INPUT_REQUIRED");
        assertThat(page.locator(".exchange").nth(1).getByText("Copy as curl")).isVisible();
        assertThat(page.evaluate("document.querySelectorAll('.exchange')[1].querySelector('chit-copy').text")
                        .toString())
                .startsWith("curl -s -X POST 'http://")
                .contains("May I have an MRI?");
        assertThat(page).hasURL(Pattern.compile("/try\\?.*endpoint="));
    }

    @Test
    void speaksTheOlderA2aWhenAskedTo() {
        Page page = connected(bridge("a2a"), BY_BROWSER);
        page.getByLabel("Interface").selectOption("A2A 0.3");
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill("Hello");
        page.getByText("Send", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".trytalk > li")).hasCount(2);
        assertThat(page.locator(".exchanges")).containsText("message/stream");
    }

    @Test
    void callsToolsOfAnMcpServerOldAndNew() {
        for (String protocol : new String[] {"mcp", "mcp-2026"}) {
            Page page = connected(bridge("mcp"), BY_BROWSER + "&protocol=" + protocol);
            assertThat(page.getByLabel("Tool", new Page.GetByLabelOptions().setExact(true)))
                    .containsText("check_replies");
            assertThat(page.getByText("It takes no arguments.")).isVisible();
            page.getByText("JSON", new Page.GetByTextOptions().setExact(true)).click();
            page.getByLabel("Arguments, JSON").fill("{\"oops\"");
            page.getByText("Call", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.getByText("Not sent, this is not JSON")).isVisible();
            page.getByLabel("Arguments, JSON").fill("{}");
            page.getByText("Call", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("chit-try-mcp [role=status]")).containsText("conversationId");
            page.context().close();
        }
    }

    @Test
    void anEndpointOfThisServerLeadsToItsConversation() {
        Page page = connected(fixture.visit(fixture.address("/try" + BY_BROWSER)), bridgeHere("a2a"));
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill("May I have an MRI?");
        page.getByText("Send", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".trytalk > li")).hasCount(2);
        Page talk = page.context()
                .waitForPage(() -> page.getByText("Open as conversation").click());
        assertThat(talk).hasURL(Pattern.compile("/conversations/\\d+$"));
        assertThat(talk.locator(".log")).containsText("May I have an MRI?");
        page.context().close();
    }

    @Test
    void aStreamIsShownWhileItComesAndFilesGoAlong() throws IOException {
        List<String> bodies = new CopyOnWriteArrayList<>();
        CountDownLatch shown = new CountDownLatch(1);
        HttpServer agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        agent.setExecutor(Executors.newCachedThreadPool());
        String address = "http://127.0.0.1:" + agent.getAddress().getPort();
        agent.createContext("/", exchange -> streamed(exchange, address, bodies, shown));
        agent.start();
        try {
            Page page = connected(address + "/a2a", BY_BROWSER);
            assertThat(page.locator("chit-try-a2a h2")).hasText("Streamer");
            page.locator("chit-try-a2a input[type=file]")
                    .setInputFiles(new FilePayload("note.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8)));
            assertThat(page.locator("chit-try-a2a form .tag")).containsText("note.txt");
            page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                    .fill("Begin");
            page.getByText("Send", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".trytalk")).containsText("Looking it up");
            assertThat(page.locator("chit-try-a2a [role=status] .tag")).hasText("working");
            shown.countDown();
            assertThat(page.locator("chit-try-a2a [role=status] .tag")).hasText("completed");
            assertThat(page.locator("chit-try-a2a details")).containsText("1 document");
            assertThat(bodies.get(0))
                    .contains("SendStreamingMessage")
                    .contains("note.txt")
                    .contains(Base64.getEncoder().encodeToString("hello".getBytes(StandardCharsets.UTF_8)));
            assertThat(page.locator("chit-try-a2a form .tag")).hasCount(0);
            page.context().close();
        } finally {
            shown.countDown();
            agent.stop(0);
        }
    }

    /** An agent that streams: its card, then a task that works until the page has shown it, then its document. */
    private static void streamed(HttpExchange exchange, String address, List<String> bodies, CountDownLatch shown)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.add("Access-Control-Allow-Origin", "*");
        headers.add("Access-Control-Allow-Headers", "*");
        boolean card = exchange.getRequestMethod().equals("GET");
        headers.add("Content-Type", card ? "application/json" : "text/event-stream");
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            if (card) {
                write(
                        body,
                        "{\"name\":\"Streamer\",\"capabilities\":{\"streaming\":true},\"supportedInterfaces\":"
                                + "[{\"url\":\"" + address
                                + "/a2a\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"}]}");
            } else if (!sent.isEmpty()) {
                bodies.add(sent);
                frame(
                        body,
                        "{\"task\":{\"id\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"TASK_STATE_SUBMITTED\"}}}");
                frame(
                        body,
                        "{\"statusUpdate\":{\"taskId\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"TASK_STATE_WORKING\","
                                + "\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_AGENT\","
                                + "\"parts\":[{\"text\":\"Looking it up\"}]}}}}");
                shown.await();
                frame(
                        body,
                        "{\"artifactUpdate\":{\"taskId\":\"t\",\"contextId\":\"c\",\"artifact\":"
                                + "{\"artifactId\":\"a\",\"name\":\"Answer\",\"parts\":[{\"text\":\"42\"}]}}}");
                frame(
                        body,
                        "{\"statusUpdate\":{\"taskId\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"TASK_STATE_COMPLETED\"}}}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void frame(OutputStream body, String result) throws IOException {
        write(body, "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}\n\n");
    }

    private static void write(OutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    @Test
    void aToolIsCalledByAFormOfItsSchemaAndNothingTypedIsLostBetweenFormAndJson() {
        Page page = connected(bridge("mcp"), BY_BROWSER + "&protocol=mcp");
        page.getByLabel("Tool", new Page.GetByLabelOptions().setExact(true))
                .selectOption("send_message_to_chat_thread");
        page.locator("[id='tool-message']").fill("A typed message");
        page.getByText("JSON", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByLabel("Arguments, JSON")).hasValue(Pattern.compile("\"message\": \"A typed message\""));
        page.getByLabel("Arguments, JSON").fill("{\"message\":\"Changed\",\"conversationId\":\"none\",\"extra\":1}");
        page.getByText("Form", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("[id='tool-message']")).hasValue("Changed");
        page.getByText("Call", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("chit-try-mcp [role=status] h3")).hasText("The tool reports an error");
        page.locator(".exchange > summary").first().click();
        assertThat(page.locator(".exchange").first()).containsText("\"extra\"");
        page.context().close();
    }

    /** As in a JSON Schema, where a pattern says nothing of what is before and after it. */
    @Test
    void aServerIsKeptForAnotherTime() {
        Page page = connected(bridge("a2a"), BY_BROWSER);
        page.getByText("Save this server").click();
        page.navigate(fixture.addressUnder("localhost", "/try"));
        page.locator(".keptservers li button").first().click();
        assertThat(page.locator("chit-try-a2a h2")).hasText("Prior authorization of a right knee MRI");
        assertThat(page).hasURL(Pattern.compile("caller=browser"));
        page.locator(".keptservers [aria-label^='Forget']").click();
        assertThat(page.locator(".keptservers li")).hasCount(0);
        page.context().close();
    }

    @Test
    void explainsWhatGoesWrong() {
        assertExplained(fixture.addressUnder("localhost", "/"), "The address does not take POST");
        assertExplained(elsewhere("/api/bridge/nonsense/mcp"), "The configuration in the address cannot be used");
        assertExplained("http://127.0.0.1:9/a2a", "Nothing answered");
        assertExplained("agents.example.org", "An endpoint begins with http:// or https://");
    }

    private static void assertExplained(String endpoint, String words) {
        Page page = connected(endpoint, BY_BROWSER + "&protocol=mcp");
        assertThat(page.locator(".err", new Page.LocatorOptions().setHasText(words)))
                .isVisible();
        page.context().close();
    }

    @Test
    void distinguishesAServerWithoutCorsFromAnUnreachableOne() throws IOException {
        HttpServer closed = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        closed.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        closed.start();
        try {
            assertExplained(
                    "http://127.0.0.1:" + closed.getAddress().getPort() + "/mcp",
                    "The server answers, but not to pages (CORS)");
        } finally {
            closed.stop(0);
        }
    }

    @Test
    void sendsHeadersOfOnesOwn() throws IOException {
        List<Headers> seen = new CopyOnWriteArrayList<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().add("Access-Control-Allow-Headers", "*, authorization");
            if (exchange.getRequestMethod().equals("POST")) {
                seen.add(exchange.getRequestHeaders());
                exchange.sendResponseHeaders(401, -1);
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        });
        other.start();
        try {
            Page page = fixture.visit(fixture.addressUnder("localhost", "/try" + BY_BROWSER + "&protocol=mcp"));
            page.getByLabel("Headers of your own").fill("no header");
            page.getByLabel("Endpoint")
                    .fill("http://127.0.0.1:" + other.getAddress().getPort() + "/mcp");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Connect"))
                    .click();
            assertThat(page.getByText("These are no headers: no header")).isVisible();
            page.getByLabel("Headers of your own").fill("Authorization: Bearer 123\nX-Team: blue");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Connect"))
                    .click();
            assertThat(page.getByText("The server wants to know who calls")).isVisible();
            assertThat(seen.get(0).getFirst("X-Team")).isEqualTo("blue");
            assertThat(seen.get(0).getFirst("Authorization")).isEqualTo("Bearer 123");
            assertThat(page.url()).doesNotContain("Bearer");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void takesHeadersOfOnesOwnNoFurtherThanTheAddressThatWasNamed() throws IOException {
        List<Headers> caught = new CopyOnWriteArrayList<>();
        HttpServer elsewhere = redirectTarget(caught);
        HttpServer named = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        named.createContext("/", exchange -> {
            allow(exchange.getResponseHeaders());
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "http://localhost:" + elsewhere.getAddress().getPort() + "/mcp");
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("OPTIONS") ? 204 : 307, -1);
            exchange.close();
        });
        named.start();
        try {
            Page page = fixture.visit(fixture.addressUnder("localhost", "/try" + BY_BROWSER + "&protocol=mcp"));
            page.getByLabel("Endpoint")
                    .fill("http://127.0.0.1:" + named.getAddress().getPort() + "/mcp");
            page.getByLabel("Headers of your own").fill("X-Api-Key: 123");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Connect"))
                    .click();
            assertThat(page.getByText("The address leads to another one").first())
                    .isVisible();
            assertThat(caught).isEmpty();
        } finally {
            named.stop(0);
            elsewhere.stop(0);
        }
    }

    private static HttpServer redirectTarget(List<Headers> caught) throws IOException {
        HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            allow(exchange.getResponseHeaders());
            if (!exchange.getRequestMethod().equals("OPTIONS")) {
                caught.add(exchange.getRequestHeaders());
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        target.start();
        return target;
    }

    private static void allow(Headers headers) {
        headers.add("Access-Control-Allow-Origin", "*");
        headers.add("Access-Control-Allow-Headers", "*");
    }

    @Test
    void onlyThisPageMaySpeakToOtherServers() {
        Page page = fixture.visit(fixture.addressUnder("localhost", "/try"));
        String reach = "fetch('" + elsewhere("/api/health") + "').then(() => 'reached', () => 'refused')";
        assertThat(page.evaluate(reach)).isEqualTo("reached");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Conversations"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/conversations$"));
        page.locator("h1").waitFor();
        assertThat(page.evaluate(reach)).isEqualTo("refused");
        assertThat(fixture.complaints())
                .allMatch(complaint ->
                        complaint.contains("Content Security Policy") || complaint.contains("violates the document"));
    }
}
