package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.outbound.ExternalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody else's agent, which lets no pages call it, tried by hand through this server. */
class TryThroughServerIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static final String EVENTS = "text/event-stream";
    private static final String JSON = "application/json";
    private static final String TASK = "\"taskId\":\"task-1\",\"contextId\":\"talk-1\"";

    private static final String SEARCH_ARGUMENTS = "{\"type\":\"object\",\"required\":[\"case\"],"
            + "\"properties\":{\"case\":{\"type\":\"string\",\"pattern\":\"^PA-\"}}}";

    private ExternalServer agent;

    @BeforeEach
    void open() throws Exception {
        agent = new ExternalServer();
    }

    @AfterEach
    void close() {
        agent.close();
    }

    private static String frame(String result) {
        return "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}\n\n";
    }

    private static String state(String state, String words) {
        return frame("{\"statusUpdate\":{" + TASK + ",\"status\":{\"state\":\"TASK_STATE_" + state
                + "\",\"message\":{\"messageId\":\"" + words + "\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\""
                + words + "\"}]}}}}");
    }

    private void answersInAStream() {
        agent.on("/.well-known/agent-card.json", 200, """
                {"name":"Payer","supportedInterfaces":[{"url":"/a2a","protocolBinding":"JSONRPC","protocolVersion":"1.0"}],
                "capabilities":{"streaming":true},"skills":[]}""", "Content-Type", JSON);
        agent.on("/a2a", exchange -> {
            boolean said =
                    agent.received().get(agent.received().size() - 1).body().contains("SendStreamingMessage");
            String body = said
                    ? state("WORKING", "Looking it up") + state("INPUT_REQUIRED", "Which knee?")
                    : "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\"no task\"}}";
            exchange.getResponseHeaders().add("Content-Type", said ? EVENTS : JSON);
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static Page connect(String endpoint, String more) {
        Page page = fixture.visit(fixture.address("/try" + more));
        page.getByLabel("Endpoint").fill(endpoint);
        page.getByLabel("Headers of your own").fill("Authorization: Bearer very-secret-token");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Connect"))
                .click();
        return page;
    }

    @Test
    void streamsAnAnswerAndShowsEveryFrameWithoutTheHeader() {
        answersInAStream();
        Page page = connect(agent.uri("").toString(), "");
        assertThat(page.locator("chit-try-a2a h2")).hasText("Payer");
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill("May I have an MRI?");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        Locator talk = page.locator(".trytalk > li");
        assertThat(talk).hasCount(3);
        assertThat(talk.nth(1)).containsText("The agent, at work");
        assertThat(talk.nth(1)).containsText("Looking it up");
        assertThat(talk.nth(2)).containsText("Which knee?");
        assertThat(page.locator("chit-try-a2a [role=status] .tag")).hasText("input-required");

        Locator sent = page.locator(".exchange").first();
        sent.locator("summary").click();
        assertThat(sent).containsText("POST SendStreamingMessage");
        assertThat(sent).containsText("2 events");
        assertThat(sent).containsText("TASK_STATE_WORKING");
        assertThat(sent).containsText("TASK_STATE_INPUT_REQUIRED");
        assertThat(sent).containsText("Authorization: [header]");
        assertThat(page.locator("body")).not().containsText("very-secret-token");
        assertThat(agent.received())
                .allSatisfy(each ->
                        assertThat(each.headers().get("Authorization")).containsExactly("Bearer very-secret-token"));
    }

    @Test
    void filesGoAlong() {
        answersInAStream();
        Page page = connect(agent.uri("").toString(), "");
        page.getByLabel("Attach files")
                .setInputFiles(
                        new FilePayload("scan.txt", "text/plain", "Six weeks.".getBytes(StandardCharsets.UTF_8)));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(page.locator(".trytalk > li").first()).containsText("scan.txt");
        assertThat(page.locator(".trytalk > li")).hasCount(3);
        assertThat(Axe.findings(page)).isEmpty();
        assertThat(agent.received())
                .anySatisfy(each -> assertThat(each.body()).contains("\"filename\":\"scan.txt\"", "U2l4IHdlZWtzLg=="));
    }

    @Test
    void saysInASentenceWhatIsWrong() {
        agent.otherwise(200, "<html>a page</html>", "Content-Type", "text/html");
        Page page = connect(agent.uri("/").toString(), "");
        assertThat(page.locator("chit-try-a2a [role=alert]")).containsText("does not speak A2A");
        page.getByLabel("Endpoint").fill(fixture.addressUnder("127.0.0.1", "/"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Connect"))
                .click();
        assertThat(page.locator("chit-try-a2a [role=alert]")).containsText("leads back to this server");
        assertThat(page.locator("chit-try-a2a [role=alert]")).containsText("let your browser call it");
    }

    @Test
    void usesAToolOfAnMcpServerThatLetsNoPagesCallIt() {
        agent.on("/mcp", exchange -> {
            String body = agent.received().get(agent.received().size() - 1).body();
            String result = body.contains("server/discover")
                    ? "{\"supportedVersions\":[\"2026-07-28\"]}"
                    : body.contains("tools/list")
                            ? "{\"tools\":[{\"name\":\"search\",\"inputSchema\":" + SEARCH_ARGUMENTS + "}]}"
                            : "{\"content\":[{\"type\":\"text\",\"text\":\"found a knee\"}]}";
            String answer = "{\"jsonrpc\":\"2.0\",\"id\":"
                    + body.replaceFirst("(?s).*?\"id\":(\\d+).*", "$1")
                    + ",\"result\":" + result + "}";
            exchange.getResponseHeaders().add("Content-Type", JSON);
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.US_ASCII));
        });
        Page page = connect(agent.uri("/mcp").toString(), "");
        assertThat(page.getByLabel("Tool", new Page.GetByLabelOptions().setExact(true)))
                .containsText("search");
        // A schema's pattern is searched for, an input's would have to be the whole text.
        Locator input = page.locator("#tool-case");
        input.fill("a PA-17");
        assertThat(input.evaluate("field => field.checkValidity()")).isEqualTo(false);
        input.fill("PA-17");
        assertThat(input.evaluate("field => field.checkValidity()")).isEqualTo(true);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Call").setExact(true))
                .click();
        assertThat(page.locator("chit-try-mcp [role=status]")).containsText("found a knee");
        assertThat(page.locator(".exchanges")).containsText("tools/call search");
    }
}
