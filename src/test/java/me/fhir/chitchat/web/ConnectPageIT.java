package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.a2a.A2A;
import io.a2a.client.Client;
import io.a2a.client.ClientEvent;
import io.a2a.client.TaskEvent;
import io.a2a.client.TaskUpdateEvent;
import io.a2a.client.config.ClientConfig;
import io.a2a.client.transport.jsonrpc.JSONRPCTransport;
import io.a2a.client.transport.jsonrpc.JSONRPCTransportConfig;
import io.a2a.spec.AgentCard;
import io.a2a.spec.Message;
import io.a2a.spec.Task;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An external agent joins with what the page shows, and the page shows that it did. */
class ConnectPageIT {
    private static final String RUN = "/scenarios/scen_knee_mri_01/run?way=connect";
    private static final String FOREIGN = "chitchat.example";
    private static final String LAPTOP = "laptop.local";

    @RegisterExtension
    static final PageFixture fixture =
            new PageFixture("--host-resolver-rules=MAP " + FOREIGN + " 127.0.0.1,MAP " + LAPTOP + " 127.0.0.1");

    private static String endpoint(Page page) {
        Locator output = page.getByLabel("Endpoint address");
        assertThat(page.getByText("Conversations of this endpoint")).isVisible();
        return output.textContent();
    }

    private static Task said(Client client, BlockingQueue<ClientEvent> events, Message message) throws Exception {
        client.sendMessage(message, null);
        ClientEvent event = events.poll(60, TimeUnit.SECONDS);
        assertThat(event).as("an answer").isNotNull();
        return event instanceof TaskEvent whole ? whole.getTask() : ((TaskUpdateEvent) event).getTask();
    }

    @Test
    void theEndpointShownServesARealClientAndItsConversationArrives() throws Exception {
        Page page = fixture.visit(RUN);
        assertThat(page.getByText("Only the rehearsal model is set up.")).isVisible();
        assertThat(page.getByText("None yet.")).isVisible();
        String endpoint = endpoint(page);

        AgentCard card = A2A.getAgentCard(endpoint + "/", ".well-known/agent-card.json", Map.of());
        BlockingQueue<ClientEvent> events = new LinkedBlockingQueue<>();
        BiConsumer<ClientEvent, AgentCard> consumer = (event, from) -> events.add(event);
        Client client = Client.builder(card)
                .clientConfig(new ClientConfig.Builder()
                        .setStreaming(false)
                        .setPolling(false)
                        .build())
                .withTransport(JSONRPCTransport.class, new JSONRPCTransportConfig())
                .addConsumer(consumer)
                .build();
        Task task = said(client, events, A2A.toUserMessage("May I have an MRI of my right knee?"));

        Locator row = page.locator("chit-endpoint .rows .r");
        assertThat(row).hasCount(1);
        assertThat(row).containsText("Live");
        assertThat(row.locator(".c-turns")).containsText("2");
        row.getByRole(AriaRole.LINK).click();
        assertThat(page.locator("chit-turn").first()).containsText("May I have an MRI of my right knee?");
        assertThat(page.locator("chit-rail")).containsText("Outside, over A2A");
        said(
                client,
                events,
                new Message.Builder(A2A.toUserMessage("One more thing."))
                        .taskId(task.getId())
                        .build());
        assertThat(page.locator("chit-turn .message").filter(new Locator.FilterOptions().setHasText("One more thing.")))
                .hasCount(1);
    }

    @Test
    void shownWebSocketFramesStartAConversation() {
        Page page = fixture.visit(RUN + "&protocol=websocket&title=Over%20WebSocket");
        endpoint(page);
        assertThat(page.locator("pre.snippet")).containsText("bridgeConfig64Hash");
        page.evaluate("""
                () => {
                  const [create] = document.querySelector('pre.snippet').textContent.split('\\n');
                  const socket = new WebSocket(document.querySelector('output').textContent);
                  socket.onopen = () => socket.send(create);
                }
                """);
        Locator row = page.locator("chit-endpoint .rows .r");
        assertThat(row).hasCount(1);
        row.getByRole(AriaRole.LINK).click();
        assertThat(page.locator("chit-rail")).containsText("Outside, over WebSocket");
    }

    @Test
    void theChoicesAreInTheAddressOfThePageAndInTheEndpoint() {
        Page page = fixture.visit(RUN);
        String first = endpoint(page);
        assertThat(first).endsWith("/a2a");
        page.getByLabel("Insurance auth specialist").first().check();
        page.getByText("MCP", new Page.GetByTextOptions().setExact(true)).click();
        page.getByText("Models, manners, instructions, tools, title").click();
        page.getByLabel("Extra instructions for Patient agent").fill("Ask “why” twice.");
        page.getByLabel("Title of the conversation").fill("Räum — test");
        page.getByLabel("Title of the conversation").blur();
        assertThat(page.getByLabel("Endpoint address")).hasText(Pattern.compile("/mcp$"));
        assertThat(page.getByText("MCP client JSON")).isVisible();
        String config64 = endpoint(page).replaceFirst(".*/bridge/", "").replaceFirst("/mcp$", "");
        assertThat(new String(Base64.getUrlDecoder().decode(config64), StandardCharsets.UTF_8))
                .contains("\"startingAgentId\":\"insurance-auth-specialist\"")
                .contains("\"title\":\"Räum — test\"")
                .contains("\"systemPromptExtra\":\"Ask “why” twice.\"");
        String shown = endpoint(page);
        page.reload();
        assertThat(page.getByLabel("Endpoint address")).hasText(shown);
        assertThat(page.locator("pre.snippet")).containsText(shown);
    }

    @Test
    void behindAProxyTheEndpointIsThePublicOne() {
        Page page = fixture.visit("/status");
        page.setExtraHTTPHeaders(Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "chat.example.org"));
        page.navigate(fixture.address(RUN));
        assertThat(page.getByLabel("Endpoint address"))
                .hasText(Pattern.compile("^https://chat\\.example\\.org/api/bridge/"));
        assertThat(page.locator("pre.snippet")).containsText("'https://chat.example.org/api/bridge/");
        page.getByText("Run the self-test").click();
        assertThat(page.getByText("The public address was not tried from here")).isVisible();
        assertThat(page.locator(".checks .c-bad")).hasCount(0);
    }

    @Test
    void theSelfTestExercisesEachProtocol() {
        for (String protocol : new String[] {"a2a", "mcp", "websocket"}) {
            Page page = fixture.visit(RUN + "&protocol=" + protocol);
            page.getByText("Run the self-test").click();
            assertThat(page.getByText("The address works on this machine only")).isVisible();
            assertThat(page.locator(".checks .c-bad")).hasCount(0);
            assertThat(page.locator(".checks .c-ok")).hasCount(protocol.equals("websocket") ? 1 : 3);
            page.context().close();
        }
    }

    @Test
    void theSelfTestPutsAFailureIntoWords() {
        Page page = fixture.visit(RUN);
        endpoint(page);
        page.route(
                "**/.well-known/agent-card.json",
                route -> route.fulfill(new Route.FulfillOptions().setStatus(502).setBody("<html>Bad gateway</html>")));
        page.getByText("Run the self-test").click();
        assertThat(page.locator(".checks .c-bad")).hasCount(1);
        assertThat(page.locator(".checks")).containsText("is not JSON");
        assertThat(page.locator(".checks")).containsText("A proxy or another program answers");
    }

    @Test
    void theSelfTestTellsRefusalsApartByTheirReason() {
        Page page = fixture.visit(RUN);
        endpoint(page);
        Map.of("host_not_allowed", "ALLOWED_HOSTS", "origin_not_allowed", "CORS_ALLOWED_ORIGINS")
                .forEach((reason, setting) -> {
                    page.route(
                            "**/.well-known/agent-card.json",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(403)
                                    .setBody("{\"error\":\"Kein Zutritt.\",\"reason\":\"" + reason + "\"}")));
                    page.getByText(Pattern.compile("Run (the self-test|again)")).click();
                    assertThat(page.locator(".checks .c-bad")).hasCount(1);
                    assertThat(page.locator(".checks")).containsText(setting);
                });
    }

    @Test
    void sendsAFirstMessageAndEndsIt() {
        Page page = fixture.visit(RUN + "&role=insurance-auth-specialist");
        endpoint(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send a first message"))
                .click();
        assertThat(page.getByText("A first message got an answer")).isVisible();
        assertThat(page.locator("chit-endpoint .rows .chip[data-o=canceled]")).hasCount(1);
    }

    @Test
    void worksOverPlainHttpUnderANameOfTheLocalNetwork() {
        Page page = fixture.visit(fixture.addressUnder(LAPTOP, RUN + "&protocol=mcp"), 1280, ColorScheme.DARK);
        assertThat(page.evaluate("isSecureContext")).isEqualTo(false);
        String endpoint = endpoint(page);
        assertThat(endpoint).startsWith("http://" + LAPTOP + ":");
        page.getByText("Copy", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("Copied")).isVisible();
        page.getByText("Models, manners, instructions, tools, title").click();
        page.getByLabel("Title of the conversation").focus();
        page.keyboard().press("Control+V");
        assertThat(page.getByLabel("Title of the conversation")).hasValue(endpoint);

        page.navigate(fixture.addressUnder(LAPTOP, "/scenarios/scen_knee_mri_01/run"));
        page.getByText("Start and watch").click();
        assertThat(page.locator(".bar .chip[data-o=ok], .bar .chip[data-o=fail]"))
                .isVisible();
    }

    @Test
    void saysUnderAForeignNameWhatWouldLetItIn() {
        Page page = fixture.visit(fixture.addressUnder(FOREIGN, RUN + "&protocol=mcp"), 1280, ColorScheme.DARK);
        assertThat(page.getByText("ALLOWED_HOSTS").first()).isVisible();

        page.navigate(fixture.addressUnder(FOREIGN, "/status"));
        assertThat(page.getByText("MCP clients would be refused under this name."))
                .isVisible();
    }

    @Test
    void playsOneSideByHand() {
        Page page = fixture.visit("/scenarios/scen_knee_mri_01/run?way=hand");
        page.getByText("Start and speak").click();
        page.waitForURL(Pattern.compile(".*/conversations/\\d+\\?as=patient-agent$"));
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill("I type this myself.");
        page.getByText("Send", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("chit-turn").first()).containsText("I type this myself.");
        assertThat(page.locator("chit-turn .message")).hasCount(2);
        assertThat(page.locator(".bar .wait")).containsText("Patient agent");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void aCameraReadsTheEndpoint(int width) {
        Page page = fixture.visit(RUN, width, ColorScheme.DARK);
        String endpoint = endpoint(page);
        page.locator("summary", new Page.LocatorOptions().setHasText("QR code")).click();
        assertThat(page.locator(".qr")).isVisible();
        assertThat(QrCode.read(page.locator(".qr"))).isEqualTo(endpoint);
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);
        page.context().close();
    }

    @Test
    void saysThatAnAddressIsTooLongForACamera() {
        Page page = fixture.visit(RUN);
        endpoint(page);
        page.getByText("Models, manners, instructions").click();
        page.getByLabel(Pattern.compile("^Extra instructions")).first().fill("Be brief. ".repeat(120));
        page.locator("summary", new Page.LocatorOptions().setHasText("QR code")).click();
        assertThat(page.getByText("too long for a QR code")).isVisible();
        assertThat(page.locator(".qr")).hasCount(0);
        page.context().close();
    }
}
