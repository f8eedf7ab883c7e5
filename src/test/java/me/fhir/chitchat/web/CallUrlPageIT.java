package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import me.fhir.chitchat.outbound.ExternalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Run, "Call a URL": an agent that waits to be called is checked while its URL is typed. */
class CallUrlPageIT {
    private static final String RUN = "/scenarios/scen_knee_mri_01/run?way=outside";
    private static final String JSON = "application/json";

    @RegisterExtension
    static final PageFixture stage = new PageFixture();

    private ExternalServer agent;

    @BeforeEach
    void open() throws IOException {
        agent = new ExternalServer();
        agent.on(
                        "/.well-known/agent-card.json",
                        200,
                        "{\"name\":\"Knee clinic\",\"skills\":[],\"protocolVersion\":\"0.3.0\",\"url\":\""
                                + agent.uri("/rpc") + "\"}",
                        "Content-Type",
                        JSON)
                .on(
                        "/rpc",
                        200,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\"no task\"}}",
                        "Content-Type",
                        JSON);
    }

    @AfterEach
    void close() {
        agent.close();
    }

    private static Page page() {
        Page page = stage.visit(RUN);
        page.getByText("Call a URL").first().click();
        return page;
    }

    private static Locator url(Page page) {
        return page.getByLabel("URL of the agent that plays Patient agent");
    }

    private static Locator state(Page page) {
        return page.locator(".dialstate[role=status]").first();
    }

    @Test
    void saysWhileAUrlIsTypedWhetherTheAgentCanBeCalled() {
        Page page = page();
        url(page).pressSequentially(agent.uri("/").toString());
        assertThat(state(page)).hasText("Knee clinic speaks A2A 0.3 over JSON-RPC.");
        assertThat(url(page)).hasAttribute("aria-invalid", "false");

        url(page).fill(agent.uri("/.well-known/agent.json").toString().replace("127.0.0.1", "169.254.169.254"));
        assertThat(state(page)).containsText("OUTBOUND_ALLOW");
        assertThat(url(page)).hasAttribute("aria-invalid", "true");
        assertThat(url(page)).hasAccessibleDescription(Pattern.compile("OUTBOUND_ALLOW"));
        assertThat((int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isZero();
        assertThat(Axe.findings(page)).isEmpty();
        page.context().close();
    }

    @Test
    void saysThatWhatIsTypedIsNoUrl() {
        Page page = page();
        url(page).fill("localhost 9");
        assertThat(state(page)).containsText("This is not a URL that can be called.");
        assertThat(url(page)).hasAttribute("aria-invalid", "true");
        assertThat(url(page)).hasAccessibleDescription(Pattern.compile("not a URL that can be called"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create the seats"))
                .click();
        assertThat(url(page)).isFocused();
        url(page).fill(agent.uri("/").toString());
        assertThat(state(page)).containsText("Knee clinic");
        page.context().close();
    }

    @Test
    void anAgentOfThisServerHasAModelInstructionsAndToolsOfMcpServers() {
        Page page = page();
        url(page).fill(agent.uri("/").toString());
        page.getByText("This server", new Page.GetByTextOptions().setExact(true))
                .last()
                .click();
        assertThat(page.getByLabel("Model of Insurance auth specialist")).isVisible();
        page.getByLabel("Extra instructions for Insurance auth specialist").fill("Be brief.");
        page.getByText("Tools of MCP servers").click();
        page.getByText("Add a server").click();
        assertThat(field(page, "Name").first()).isFocused();
        field(page, "Name").first().fill("two words");
        field(page, "URL").fill("ftp://tools.example");
        field(page, "Variable that holds its value").fill("hunter2");
        page.keyboard().press("Tab");
        assertThat(page.locator(".mcpserver [aria-invalid=true]")).hasCount(3);
        assertThat(Axe.findings(page)).isEmpty();
        field(page, "Name").first().fill("registry");
        field(page, "URL").fill("https://tools.example/mcp");
        field(page, "Only these tools").fill("search, read_record");
        field(page, "Header").fill("Authorization");
        field(page, "Variable that holds its value").fill("MCP_REGISTRY");
        page.keyboard().press("Tab");
        assertThat(page.locator(".mcpserver [aria-invalid=true]")).hasCount(0);
        page.reload();
        assertThat(field(page, "URL")).hasValue("https://tools.example/mcp");
        Request created = page.waitForRequest("**/api/seated-conversations", () -> page.getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create the seats"))
                .click());
        assertThat(created.postData())
                .contains("\"systemPromptExtra\":\"Be brief.\"")
                .contains(
                        "\"mcpServers\":[{\"name\":\"registry\",\"url\":\"https://tools.example/mcp\","
                                + "\"headers\":{\"Authorization\":\"${MCP_REGISTRY}\"},\"allow\":[\"search\",\"read_record\"]}]");
        page.context().close();
    }

    private static Locator field(Page page, String label) {
        return page.locator(".mcpserver").getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    @Test
    void sendsTheHeaderAndKeepsItOutOfTheAddress() {
        Page page = page();
        url(page).fill(agent.uri("/").toString());
        assertThat(state(page)).containsText("Knee clinic");
        page.getByText("A header for it, such as a token").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("X-Token");
        page.getByLabel("Value", new Page.GetByLabelOptions().setExact(true)).fill("s3cret");
        page.keyboard().press("Tab");
        assertThat(state(page)).containsText("Knee clinic");
        page.waitForCondition(
                () -> agent.received().stream().anyMatch(r -> r.headers().containsKey("X-token")));
        assertThat(page.url()).contains("url.patient-agent=").doesNotContain("s3cret");
        page.context().close();
    }

    @Test
    void asksForTheUrlThatIsMissing() {
        Page page = page();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create the seats"))
                .click();
        assertThat(state(page)).hasText("Give the URL of the agent.");
        assertThat(url(page)).isFocused();
        page.context().close();
    }

    @Test
    void theHostSeesWhomThisServerCalls() {
        Page page = page();
        url(page).fill(agent.uri("/").toString());
        assertThat(state(page)).containsText("Knee clinic");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create the seats"))
                .click();
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Seat of Patient agent")))
                .containsText("This server calls " + agent.uri("/"));
        page.context().close();
    }

    @Test
    void aSeatThatWasOpenedGoesBackToItsUrl() {
        agent.on("/rpc", exchange -> {
            boolean said =
                    agent.received().get(agent.received().size() - 1).body().contains("message/send");
            if (said) {
                agent.awaitClosing();
            }
            byte[] none = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\"no task\"}}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", JSON);
            exchange.sendResponseHeaders(200, none.length);
            exchange.getResponseBody().write(none);
        });
        Page page = page();
        url(page).fill(agent.uri("/").toString());
        assertThat(state(page)).containsText("Knee clinic");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create the seats"))
                .click();
        Locator seat = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Seat of Patient agent"));
        seat.getByText("Open the seat").click();
        assertThat(seat).containsText("Copy the link");
        seat.getByText("Call its URL again").click();
        assertThat(seat).containsText("This server calls " + agent.uri("/"));
        assertThat(seat.getByText("Call its URL again")).hasCount(0);
        page.context().close();
    }
}
