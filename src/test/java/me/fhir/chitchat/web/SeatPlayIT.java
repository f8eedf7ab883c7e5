package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.PageElements.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person plays a role of a scenario at {@code /s/{code}} on a phone: tools, files, and nothing typed is lost. */
class SeatPlayIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> ROLES = List.of("patient-agent", "insurance-auth-specialist");

    @RegisterExtension
    static final PageFixture stage = new PageFixture();

    private static JsonNode post(String address, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return RestClient.json(
                    HTTP.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A conversation that plays the scenario of the knee, the patient's agent first. */
    private static JsonNode knee() {
        return post(stage.address("/api/seated-conversations"), JsonWriter.object(json -> json.object(
                        "meta", meta -> meta.text("title", "Knee")
                                .text("scenarioId", "scen_knee_mri_01")
                                .text("startingAgentId", ROLES.get(0))
                                .objects("agents", ROLES, (agent, id) -> agent.text("id", id)))
                .objects("seats", ROLES, (seat, id) -> seat.text("agentId", id).text("kind", "open"))));
    }

    private static String seat(JsonNode knee, int place) {
        return knee.at("/seats/" + place + "/url").asText();
    }

    private static void asHost(JsonNode knee, String path, String body) {
        post(
                stage.address(path),
                body,
                "Authorization",
                "Bearer " + knee.at("/host/code").asText());
    }

    private static Locator words(Page page) {
        return page.getByLabel("Your message");
    }

    @Test
    void usesAToolOfItsRoleAndAttachesWhatItGave() {
        JsonNode knee = knee();
        Page page = stage.visit(seat(knee, 0), 360, ColorScheme.LIGHT);
        Locator tools = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Your tools"));
        tools.getByText("Get imaging history").click();
        assertThat(tools.locator("[data-tool=get_imaging_history] select option"))
                .hasText(new String[] {"radiograph", "MRI", "CT", "ultrasound", "any"});
        tools.getByText("Get therapy record").click();
        Locator form = tools.locator("[data-tool=get_therapy_record]");
        form.locator("[name=bodyPart]").fill("right knee");
        form.getByText("Use it").click();
        assertThat(tools.locator(".result").first()).containsText("Stride Physical Therapy");
        assertThat(Axe.findings(page)).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Axe.findings(page)).isEmpty();
        page.reload();
        assertThat(tools.locator(".result").first()).containsText("Stride Physical Therapy");
        page.getByLabel("Attach therapy-record.md").check();
        page.getByLabel("Attach files")
                .setInputFiles(
                        new FilePayload("note.txt", "text/plain", "Six weeks.".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator(".files")).containsText("note.txt");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isZero();
        words(page).fill("Please see the **record**.");
        button(page, "Say it").click();
        Locator said = page.locator("article.own");
        assertThat(said.locator("strong")).hasText("record");
        assertThat(said.locator("a")).hasText(new String[] {"note.txt", "therapy-record.md"});
        assertThat(words(page)).hasValue("");
        // The tool and the message came from the same page: nothing changed between them.
        Page host = stage.visit(knee.at("/host/url").asText());
        host.getByText("Watch the conversation").click();
        assertThat(host.locator(".log")).containsText("seat is taken over the page");
        assertThat(host.locator(".log").getByText("now comes")).hasCount(0);
        host.context().close();
        page.context().close();
    }

    @Test
    void keepsTypedTextOverReloadLostConnectionAndEnd() {
        JsonNode knee = knee();
        Page page = stage.visit(seat(knee, 0), 360, ColorScheme.DARK);
        button(page, "Use the suggested opening").click();
        words(page).pressSequentially(" Thank you.");
        page.reload();
        assertThat(words(page)).hasValue(Pattern.compile("^Good morning.* Thank you\\.$"));
        PageFixture.goOffline(page);
        button(page, "Say it").click();
        assertThat(page.locator("#say .fault")).containsText("Not sent. The server does not answer.");
        assertThat(page.locator(".turn")).containsText("The connection is lost");
        page.context().setOffline(false);
        assertThat(page.locator(".turn")).hasText("It is your turn.");
        button(page, "Say it").click();
        assertThat(page.locator("article.own")).hasCount(1);
        // Between turns a message can be prepared, and not sent.
        words(page).fill("And one more thing.");
        assertThat(button(page, "Say it")).isDisabled();
        asHost(knee, "/api/conversations/" + knee.get("conversationId") + "/cancel", "{}");
        assertThat(page.getByLabel("You wrote this and did not send it")).hasValue("And one more thing.");
        assertThat(page).hasTitle("Ended – Knee");
        page.reload();
        assertThat(page.getByLabel("You wrote this and did not send it")).hasValue("And one more thing.");
        button(page, "Forget it").click();
        page.reload();
        assertThat(page.locator(".unsaid")).hasCount(0);
        page.context().close();
    }

    @Test
    void aReplacedLinkSaysSoAndKeepsWhatWasTyped() {
        JsonNode knee = knee();
        Page page = stage.visit(seat(knee, 0), 360, ColorScheme.LIGHT);
        words(page).fill("Not yet sent");
        asHost(knee, "/api/seated-conversations/" + knee.get("conversationId") + "/seats/patient-agent/code", "{}");
        assertThat(page.locator(".turn")).containsText("This link no longer works");
        assertThat(page.getByLabel("You wrote this and did not send it")).hasValue("Not yet sent");
        page.context().close();
    }

    @Test
    void aPersonLeavesTheSeat() {
        JsonNode knee = knee();
        Page page = stage.visit(seat(knee, 1), 360, ColorScheme.LIGHT);
        page.getByText("Give the seat up").click();
        button(page, "Leave the conversation").click();
        assertThat(page.locator("main")).containsText("You have left the conversation");
        page.context().close();
    }

    @Test
    void keepsInViewWhoseTurnItIsOnAPhone() {
        JsonNode knee = knee();
        post(seat(knee, 0) + "/say", JsonWriter.object(json -> json.text("text", "Long. ".repeat(600))));
        Page page = stage.visit(URI.create(seat(knee, 1)).getPath(), 360, ColorScheme.LIGHT);
        Locator turn = page.locator(".turn[role=status]");
        assertThat(turn).containsText("your turn");
        for (String end : new String[] {"0", "document.body.scrollHeight / 2", "document.body.scrollHeight"}) {
            page.evaluate("scrollTo({ top: " + end + ", behavior: 'instant' })");
            assertThat(turn).isInViewport();
        }
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);
        page.context().close();
    }
}
