package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests of a bridge, as the page of its conversation shows them. */
class WirePageIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String META =
            "{\"title\":\"Bridged\",\"agents\":[{\"id\":\"ext\"},{\"id\":\"echo\",\"agentClass\":\"EchoAgent\"}],"
                    + "\"startingAgentId\":\"ext\"}";
    private static final String HELLO =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\",\"params\":{\"message\":"
                    + "{\"role\":\"user\",\"messageId\":\"m1\",\"parts\":[{\"kind\":\"text\",\"text\":\"It's me.\"}]}}}";

    private static final String SEATED =
            "{\"meta\":{\"title\":\"Seated\",\"startingAgentId\":\"one\",\"agents\":[{\"id\":\"one\"},{\"id\":\"two\"}]},"
                    + "\"seats\":[{\"agentId\":\"one\",\"kind\":\"open\"},{\"agentId\":\"two\",\"kind\":\"open\"}]}";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static String ask(String body) throws IOException, InterruptedException {
        String config64 = Base64.getUrlEncoder().withoutPadding().encodeToString(META.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(fixture.address("/api/bridge/" + config64 + "/a2a")))
                .header("Content-Type", "application/json")
                .header("X-Api-Key", "tops3cret")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void showsEachRequestWithItsAnswerAndTheRefusedOnesAlone() throws IOException, InterruptedException {
        String number = ask(HELLO).replaceAll("(?s).*?\"conversationId\":\"?(\\d+).*", "$1");
        Page page = fixture.visit("/conversations/" + number + "?show=wire", 360, ColorScheme.DARK);
        assertThat(page.locator(".wirehead")).containsText("may have begun other conversations");
        Locator rows = page.locator("chit-wire li");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText("message/send (/a2a)");
        ask("no JSON");
        assertThat(rows).hasCount(2);
        assertThat(rows.first().locator("summary .c-bad").first()).isVisible();
        rows.last().locator("summary").click();
        assertThat(rows.last()).containsText("It's me.");
        assertThat(rows.last()).containsText("(removed)");
        assertThat(page.locator("chit-wire")).not().containsText("tops3cret");
        String curl = (String) rows.last().locator("chit-copy").evaluate("copy => copy.text");
        assertThat(curl)
                .startsWith("curl -s -X POST '" + fixture.address("/api/bridge/{config64}/a2a") + "' \\\n")
                .contains("It'\\''s me.")
                .doesNotContain("tops3cret");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isZero();
        assertThat(Axe.findings(page)).isEmpty();
        page.getByText("Refused only").click();
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText("POST /a2a");
        page.context().close();
    }

    @Test
    void showsTheFramesOfAClientOverWebSocket() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.create(Map.of(
                    "title", "Over WebSocket",
                    "agents", List.of(Map.of("id", "ext"), Map.of("id", "own")),
                    "custom", Map.of("wire", true)));
            Page page = fixture.visit("/conversations/" + number + "?show=wire", 360, ColorScheme.LIGHT);
            Locator rows = page.locator("chit-wire li");
            assertThat(rows).hasCount(1);
            agent.say(number, "ext", "turn", Map.of("text", "Over the wire."));
            assertThat(rows).hasCount(2);
            assertThat(rows.first()).containsText("sendMessage (WebSocket)");
            rows.first().locator("summary").click();
            assertThat(rows.first()).containsText("Over the wire.");
            assertThat(rows.first().locator("chit-copy")).hasText("Copy the frame");
            String frame = (String) rows.first().locator("chit-copy").evaluate("copy => copy.text");
            assertThat(frame).contains("\"method\":\"sendMessage\"");
            assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .isZero();
            assertThat(Axe.findings(page)).isEmpty();
            page.context().close();
        }
    }

    private static HttpResponse<String> post(String address, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .header("X-Api-Key", "tops3cret")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void showsTheHostWhatIsAskedOfItsSeatsWithoutTheirCodes() throws IOException, InterruptedException {
        JsonNode seated = RestClient.json(
                post(fixture.address("/api/seated-conversations"), SEATED).body());
        String seat = seated.at("/seats/0/url").asText();
        assertThat(post(seat + "/say", "{\"text\":\"It's me.\"}").statusCode()).isEqualTo(200);
        assertThat(post(seat + "/say", "{\"words\":1}").statusCode()).isEqualTo(400);
        Page page = fixture.visit(seated.at("/host/url").asText(), 360, ColorScheme.LIGHT);
        assertThat(page).hasURL(Pattern.compile(".*/enter.*"));
        // The host's key is kept once it has been asked for.
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.navigate(fixture.address(
                "/conversations/" + seated.path("conversationId").asInt() + "?show=wire"));
        Locator rows = page.locator("chit-wire li", new Page.LocatorOptions().setHasText("POST /say"));
        assertThat(rows).hasCount(2);
        assertThat(rows.first()).containsText("400");
        rows.first().locator("summary").click();
        rows.last().locator("summary").click();
        assertThat(rows.first()).containsText("body.text must be a string");
        assertThat(rows.last()).containsText("It's me.");
        String code = seated.at("/seats/0/code").asText();
        assertThat(page.locator("chit-wire")).not().containsText(code);
        assertThat(page.locator("chit-wire")).not().containsText("tops3cret");
        String curl = (String) rows.last().locator("chit-copy").evaluate("copy => copy.text");
        assertThat(curl)
                .contains("curl -s -X POST '" + fixture.address("/s/{code}/say") + "'", "It'\\''s me.")
                .doesNotContain(code, "tops3cret");
        page.context().close();
    }

    @Test
    void aConversationWithoutClientsOverHttpHasNoSuchView() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Plain", "one", "two");
            Page page = fixture.visit("/conversations/" + number + "?show=wire");
            assertThat(page.locator(".tools .seg label")).hasCount(3);
            assertThat(page.locator("chit-wire")).hasCount(0);
            page.context().close();
        }
    }
}
