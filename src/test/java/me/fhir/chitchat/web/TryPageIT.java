package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
        assertThat(page.locator(".exchanges")).containsText("message/send");
    }

    @Test
    void callsToolsOfAnMcpServerOldAndNew() {
        for (String protocol : new String[] {"mcp", "mcp-2026"}) {
            Page page = connected(bridge("mcp"), BY_BROWSER + "&protocol=" + protocol);
            assertThat(page.getByLabel("Tool", new Page.GetByLabelOptions().setExact(true)))
                    .containsText("check_replies");
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
