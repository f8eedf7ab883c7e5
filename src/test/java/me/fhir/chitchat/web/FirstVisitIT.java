package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who comes for the first time; a save that fails; a draft in two tabs. */
class FirstVisitIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static ScenarioClient shelf;

    @BeforeAll
    static void open() throws Exception {
        shelf = new ScenarioClient(fixture);
    }

    @Test
    void saysWhatThisIsAndLeadsThreeWays() {
        Page page = fixture.visit("/");
        assertThat(page.locator(".welcome p")).containsText("AI agents of different organisations");
        assertThat(page.getByText("Failed school vision screening")).isVisible();
        page.locator(".start-choice").nth(1).click();
        assertThat(page.locator(".endpoint output")).isVisible();
        page.goBack();
        page.locator(".start-choice").nth(2).click();
        assertThat(page.locator(".idea input")).isFocused();
        page.locator(".start-choice").first().click();
        assertThat(page.getByText("Start and watch")).isVisible();
    }

    @Test
    void aSaveThatFailsSaysSoBesideTheButton() {
        shelf.put("unsaved", "Unsaved");
        Page page = fixture.visit("/scenarios/unsaved?tab=edit");
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
        Page one = fixture.visit("/scenarios/twice?tab=edit");
        Page two = one.context().newPage();
        two.navigate(fixture.address("/scenarios/twice?tab=edit"));
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

    @Test
    void aTabIsToldOfWhatAnotherOneSavesAndKeepsWhatWasTyped() {
        shelf.put("told", "Told");
        Page one = fixture.visit("/scenarios/told?tab=edit");
        Page two = one.context().newPage();
        two.navigate(fixture.address("/scenarios/told?tab=edit"));
        Page read = one.context().newPage();
        read.navigate(fixture.address("/scenarios/told"));
        assertThat(read.locator("h1")).hasText("Told");
        two.locator("chit-form input").first().fill("Title of the second");
        two.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        one.locator("chit-form input").first().fill("Title of the first");
        one.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(read.locator("h1")).hasText("Title of the first");
        assertThat(two.locator(".draft [role=status]").first()).containsText("Saved elsewhere meanwhile");
        assertThat(two.locator(".draft [role=status]").first()).isInViewport();
        assertThat(two.locator("chit-form input").first()).hasValue("Title of the second");
        two.locator(".draft").getByText("Compare").click();
        assertThat(two.locator("main")).containsText("Title of the first");
        one.context().close();
    }

    @Test
    void aTabHearsOfWhatAnotherPersonSavedWhenItIsLookedAtAgain() {
        shelf.put("looked-at", "Looked at");
        Page page = fixture.visit("/scenarios/looked-at?tab=edit");
        page.locator("chit-form input").first().fill("Typed here");
        page.evaluate("""
                async () => {
                  const address = '/api/scenarios/looked-at';
                  const answer = await fetch(address);
                  const body = (await answer.text()).replaceAll('Looked at', 'Saved by another person');
                  const headers = { 'Content-Type': 'application/json', 'If-Match': answer.headers.get('ETag') };
                  const saved = await fetch(address, { method: 'PUT', headers, body });
                  if (!saved.ok) throw new Error(await saved.text());
                }""");
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(page.locator(".banners")).containsText("Saved by someone else");
        assertThat(page.locator("chit-form input").first()).hasValue("Typed here");
        page.context().close();
    }
}
