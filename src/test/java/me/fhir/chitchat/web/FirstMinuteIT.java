package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes for the first time, with an old link, or with a scenario of another server; and a draft in two tabs. */
class FirstMinuteIT {
    private static Stage stage;
    private static Shelf shelf;

    @BeforeAll
    static void open() throws Exception {
        stage = Stage.open();
        shelf = new Shelf(stage);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void saysWhatThisIsAndLeadsThreeWays() {
        Page page = stage.visit("/");
        assertThat(page.locator(".welcome p")).containsText("AI agents of different organisations");
        assertThat(page.getByText("Failed school vision screening")).isVisible();
        page.locator(".door").nth(1).click();
        assertThat(page.locator(".endpoint output")).isVisible();
        page.goBack();
        page.locator(".door").nth(2).click();
        assertThat(page.locator(".idea input")).isFocused();
        page.locator(".door").first().click();
        assertThat(page.getByText("Start and watch")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({
        "/client/#/?endpoint=http%3A%2F%2F127.0.0.1%3A9%2Fa2a, /try\\?endpoint=http.*a2a",
        "/#/scenarios/created/7, /conversations/7",
        "/#/scenarios/create?idea=a%20lab, /\\?idea=a(%20|\\+)lab",
        "/#/scenarios/scen_knee_mri_01/external-mcp-client, /scenarios/scen_knee_mri_01/run\\?way=connect&protocol=mcp",
        "/#/scenarios/scen_knee_mri_01/external-a2a-client, /scenarios/scen_knee_mri_01/run\\?way=connect",
        "/#/scenarios/scen_knee_mri_01/run?mode=mcp, /scenarios/scen_knee_mri_01/run\\?way=connect&protocol=mcp",
        "/watch/index.html, /conversations",
        "/watch/#/conversation/3, /conversations/3"
    })
    void oldLinksLeadOn(String old, String now) {
        Page page = stage.visit(old);
        assertThat(page).hasURL(Pattern.compile("http://[^/]+" + now));
        assertThat(page.locator("h1").first()).isVisible();
        page.context().close();
    }

    @Test
    void aTemplateInAnOldLinkFillsTheRunPage() {
        String meta = "{\"title\":\"Once\",\"scenarioId\":\"scen_knee_mri_01\",\"startingAgentId\":\"patient-agent\","
                + "\"agents\":[{\"id\":\"patient-agent\"},{\"id\":\"insurance-auth-specialist\",\"config\":{\"model\":\"m1\"}}]}";
        String config64 = Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(StandardCharsets.UTF_8));
        Page page = stage.visit("/#/scenarios/configured/" + config64);
        assertThat(page.locator("#run-title")).hasValue("Once");
        assertThat(page.locator("#model-insurance-auth-specialist")).hasValue("m1");
    }

    @Test
    void aScenarioOfAnotherServerIsFetchedAndStoredOnlyWhenAPersonSaysSo() {
        Page page = stage.empty();
        String source = "http://elsewhere.example/case.json";
        page.route(
                source,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setHeaders(java.util.Map.of("Access-Control-Allow-Origin", "*"))
                        .setContentType("application/json")
                        .setBody("{\"metadata\":{\"id\":\"from-elsewhere\",\"title\":\"Brought along\"},"
                                + "\"agents\":[{\"agentId\":\"a\"},{\"agentId\":\"b\"}]}")));
        page.navigate(stage.address("/?import=" + source));
        assertThat(page.locator(".importing")).containsText(source);
        assertThat(shelf.has("from-elsewhere")).isFalse();
        page.getByText("Fetch it").click();
        assertThat(page.locator(".importing h2")).containsText("Brought along");
        assertThat(shelf.has("from-elsewhere")).isFalse();
        page.locator(".importing .btn.primary").click();
        page.waitForURL(Pattern.compile(".*/scenarios/from-elsewhere.*"));
        assertThat(shelf.has("from-elsewhere")).isTrue();
        page.context().close();
    }

    @Test
    void aSaveThatFailsSaysSoBesideTheButton() {
        shelf.put("unsaved", "Unsaved");
        Page page = stage.visit("/scenarios/unsaved?tab=edit");
        page.locator("chit-form input").first().fill("Changed");
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        page.route("**/api/scenarios/unsaved", route -> {
            if (route.request().method().equals("PUT")) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(500)
                        .setContentType("application/json")
                        .setBody("{\"error\":\"The disk is full.\"}"));
            } else {
                route.resume();
            }
        });
        page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".draft [role=alert]")).containsText("Not saved. The disk is full.");
        assertThat(page.locator(".draft [role=alert]")).isInViewport();
        page.context().close();
    }

    @Test
    void twoTabsKeepTheTextOfBoth() {
        shelf.put("twice", "Twice");
        Page one = stage.visit("/scenarios/twice?tab=edit");
        Page two = one.context().newPage();
        two.navigate(stage.address("/scenarios/twice?tab=edit"));
        one.locator("[id='metadata.background'], [data-path='metadata.background'], textarea")
                .nth(1)
                .waitFor();
        one.locator("chit-form input").first().fill("Title of the first");
        two.locator("chit-form input").first().fill("Title of the second");
        assertThat(two.locator(".draft")).isVisible();
        one.reload();
        assertThat(one.locator("chit-form input").first()).hasValue("Title of the first");
        two.reload();
        assertThat(two.locator("chit-form input").first()).hasValue("Title of the second");
        one.context().close();
    }
}
