package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.regex.Pattern;
import me.fhir.chitchat.outbound.StrangerServer;
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

    private StrangerServer agent;

    @BeforeEach
    void open() throws IOException {
        agent = new StrangerServer();
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
}
