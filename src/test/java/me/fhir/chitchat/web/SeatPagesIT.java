package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.PageElements.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages of a conversation with seats: its host's, a person's at a seat, and a spectator's. */
class SeatPagesIT {
    private static final String RUN = "/scenarios/scen_knee_mri_01/run?way=outside";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    static final PageFixture stage = new PageFixture();

    private static Page host(String choices) {
        Page page = stage.visit(RUN + choices);
        button(page, "Create the seats").click();
        assertThat(page.locator("chit-seat-card")).hasCount(2);
        return page;
    }

    private static Locator card(Page host, String agent) {
        return host.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Seat of " + agent));
    }

    private static String link(Locator card) {
        return card.locator(".seaturl").textContent();
    }

    private static HttpResponse<String> send(String address, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", type)
                .header("Accept", "application/json")
                .header("User-Agent", "agent/1")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void say(String seat, String words) {
        assertThat(send(seat + "/say", "text/plain", words).statusCode()).isEqualTo(200);
    }

    private static String withDocuments(String words) {
        String picture =
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
        return JsonWriter.object(json -> json.text("text", words)
                .objects("attachments", List.of("notes.md", "dot.png"), (document, name) -> {
                    boolean image = name.endsWith("png");
                    document.text("name", name)
                            .text("contentType", image ? "image/png" : "text/markdown")
                            .text("content", image ? picture : "# Six weeks of therapy");
                    if (image) {
                        document.text("encoding", "base64");
                    }
                }));
    }

    private static JsonNode create() {
        String body = JsonWriter.object(json -> json.object("meta", meta -> meta.text("title", "Meeting")
                        .objects("agents", List.of("alpha", "beta"), (agent, id) -> agent.text("id", id)))
                .objects("seats", List.of("alpha", "beta"), (seat, id) -> seat.text("agentId", id)
                        .text("kind", "open")));
        return RestClient.json(send(stage.address("/api/seated-conversations"), "application/json", body)
                .body());
    }

    private static int sidewaysScroll(Page page) {
        return (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    @Test
    void theHostGivesLinksAwayAndSeesWhoTakesThem() {
        Page page = host("");
        Locator patient = card(page, "Patient agent");
        Locator insurer = card(page, "Insurance auth specialist");
        assertThat(patient).containsText("Waiting");
        assertThat(patient).containsText("Its turn");
        assertThat(QrCode.read(patient.locator(".qr"))).isEqualTo(link(patient)).contains("/s/");
        assertThat(QrCode.read(insurer.locator(".qr"))).isEqualTo(link(insurer)).isNotEqualTo(link(patient));
        assertThat(page).hasTitle(Pattern.compile("^Patient agent’s turn · "));
        patient.getByText("Addresses for A2A, MCP, WebSocket and curl").click();
        String code = link(patient).replaceFirst(".*/s/", "");
        assertThat(patient.locator("dl"))
                .containsText(Pattern.compile("/api/seats/" + code + "/a2a.*/mcp.*ws://.*curl -s " + link(patient)));

        say(link(patient), "May I have an MRI?");
        assertThat(patient).containsText("Taken");
        assertThat(patient).containsText("over plain HTTP, agent/1");
        assertThat(page).hasTitle(Pattern.compile("^Insurance auth specialist’s turn · "));
        assertThat(page.getByText("May I have an MRI?")).isVisible();

        String former = link(insurer);
        insurer.getByText("New link").click();
        assertThat(insurer.locator(".seaturl")).not().hasText(former);
        assertThat(send(former + "/say", "text/plain", "Late.").statusCode()).isEqualTo(404);
        assertThat(QrCode.read(insurer.locator(".qr"))).isEqualTo(link(insurer));

        insurer.getByText("Let the server play it").click();
        assertThat(insurer).containsText("This server plays it");
        assertThat(insurer.locator(".qr")).hasCount(0);
        assertThat(page.locator("chit-host")).containsText("Last words");
        page.context().close();
    }

    /** A link that no longer works must not be given away: neither as text nor as a QR code. */
    @Test
    void aLinkThatWasReplacedFromElsewhereIsTakenAway() throws IOException, InterruptedException {
        Page page = host("");
        Locator patient = card(page, "Patient agent");
        Locator insurer = card(page, "Insurance auth specialist");
        String own = link(insurer);
        String code = page.url().replaceFirst(".*#", "");
        String number = (String) page.evaluate("document.querySelector('.hostbar a').pathname.split('/').at(-1)");
        HttpRequest replace = HttpRequest.newBuilder(
                        URI.create(stage.address("/api/seated-conversations/" + number + "/seats/patient-agent/code")))
                .header("Authorization", "Bearer " + code)
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(HTTP.send(replace, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(patient).containsText("Its link was replaced elsewhere");
        assertThat(patient.locator(".qr, .seaturl")).hasCount(0);
        assertThat(link(insurer)).isEqualTo(own);
        patient.getByText("New link").click();
        assertThat(patient.locator(".seaturl")).isVisible();
        assertThat(patient).not().containsText("elsewhere");
        page.context().close();
    }

    @Test
    void theHostPlaysARoleItself() {
        Page page = host("&seat.patient-agent=me&seat.insurance-auth-specialist=server");
        assertThat(card(page, "Insurance auth specialist")).containsText("This server plays it");
        Locator own = card(page, "Patient agent");
        assertThat(own).containsText("play it on your phone");
        Page seat =
                page.context().waitForPage(() -> own.getByText("Play it here").click());
        assertThat(seat.locator("main")).containsText("Dana Whitfield");
        seat.getByLabel("Your message").fill("May I have an MRI of my right knee?");
        seat.getByText("Say it").click();
        assertThat(own).containsText("over the page");
        // The server's agent answers, and the person's page shows it without being asked to.
        assertThat(seat.locator("article").nth(1)).containsText("insurance-auth-specialist");
        page.context().close();
    }

    @Test
    void aPersonPlaysASeatOnAPhone() {
        JsonNode created = create();
        String alpha = created.at("/seats/0/url").asText();
        String beta = created.at("/seats/1/url").asText();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page seen = stage.visit(beta, 360, scheme);
            assertThat(sidewaysScroll(seen)).isZero();
            assertThat(Axe.findings(seen)).isEmpty();
            seen.context().close();
        }
        Page page = stage.visit(beta, 360, ColorScheme.DARK);
        page.getByLabel("Your message").fill("I was about to say");
        say(alpha, "Shall we begin?");
        assertThat(page.locator("article")).containsText("Shall we begin?");
        assertThat(page.getByLabel("Your message")).hasValue("I was about to say");
        assertThat(page).hasTitle("Your turn – Meeting");
        page.getByText("Say it").click();
        assertThat(page).hasTitle("Turn of alpha – Meeting");
        say(alpha, "Anything else?");
        assertThat(page).hasTitle("Your turn – Meeting");
        page.getByLabel("Your message").fill("No.");
        page.getByLabel("What comes then").selectOption("success");
        page.getByText("Say it").click();
        assertThat(page).hasTitle("Ended – Meeting");
        assertThat(page.getByText("The conversation has ended.")).isVisible();
        page.context().close();
    }

    @Test
    void aSpectatorSeesDocumentsAndHasNothingToPress() throws IOException {
        JsonNode created = create();
        String alpha = created.at("/seats/0/url").asText();
        assertThat(send(alpha + "/say", "application/json", withDocuments("See the notes."))
                        .statusCode())
                .isEqualTo(200);
        Page page = stage.visit(created.at("/watch/url").asText());
        assertThat(page).hasTitle(Pattern.compile("Waiting for beta · Meeting"));
        assertThat(page.locator(".log")).containsText("alpha’s seat is taken over plain HTTP (agent/1)");
        assertThat(page.getByText("Cancel conversation")).hasCount(0);
        assertThat(page.getByText("Speak or instruct")).hasCount(0);
        page.getByText("notes.md").click();
        Locator viewer = page.locator("chit-viewer");
        assertThat(viewer.locator(".doc")).containsText("Six weeks of therapy");
        Download saved = page.waitForDownload(
                () -> viewer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Download notes.md"))
                        .click());
        assertThat(Files.readString(saved.path())).isEqualTo("# Six weeks of therapy");
        page.getByText("dot.png").click();
        assertThat(viewer.locator("img")).isVisible();
        assertThat(viewer.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)"))
                .isEqualTo(1);
        page.context().close();
    }

    @Test
    void theHostEndsTheConversationAndSeesWhatWasTolerated() {
        JsonNode created = create();
        String body = JsonWriter.object(call -> call.text("jsonrpc", "2.0")
                .number("id", 1)
                .text("method", "SendMessage")
                .object("params", params -> params.object(
                                "configuration", configuration -> configuration.flag("returnImmediately", true))
                        .object("message", message -> message.text("role", "user")
                                .text("messageId", "m")
                                .objects("parts", List.of("Hello."), (part, text) -> part.text("text", text)))));
        assertThat(send(created.at("/seats/0/a2a").asText(), "application/json", body)
                        .body())
                .contains("\"task\"");
        Page page = stage.visit(created.at("/host/url").asText());
        assertThat(page.locator("chit-seat-card")).hasCount(2);
        assertThat(page.locator("chit-host")).containsText("Its link was shown once");
        page.getByText("Watch the conversation").click();
        assertThat(page.locator("chit-rail")).containsText("Tolerated from clients");
        assertThat(page.locator("chit-rail")).containsText("message shape");
        assertThat(page.locator("chit-rail")).containsText("Outside, A2A 1.0");
        assertThat(page.locator(".log")).containsText("Tolerated from a client: ");
        assertThat(page.locator("chit-rail").getByText("Start here")).hasCount(0);
        page.getByText("Cancel conversation").click();
        page.getByText("Cancel it").click();
        assertThat(page.locator("chit-bar")).containsText("Canceled");
        page.context().close();
    }

    @Test
    void theHostGivesSpectatorsALink() {
        Page page = host("");
        String link = (String) page.evaluate("document.querySelector('.hostbar chit-copy').text");
        Page spectator = stage.visit(link);
        assertThat(spectator).hasURL(Pattern.compile(".*/conversations/[0-9]+$"));
        assertThat(spectator.getByText("Cancel conversation")).hasCount(0);
        spectator.context().close();
        page.context().close();
    }

    @Test
    void pagesOfSeatsFitAPhoneAndAreAccessible() {
        for (Map.Entry<Integer, ColorScheme> look :
                Map.of(360, ColorScheme.DARK, 1440, ColorScheme.LIGHT).entrySet()) {
            Page page = host("");
            page.setViewportSize(look.getKey(), 800);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.getValue()));
            assertThat(sidewaysScroll(page)).isZero();
            assertThat(Axe.findings(page)).isEmpty();
            page.navigate(stage.address(RUN));
            assertThat(button(page, "Create the seats")).isVisible();
            assertThat(sidewaysScroll(page)).isZero();
            assertThat(Axe.findings(page)).isEmpty();
            page.context().close();
        }
    }
}
