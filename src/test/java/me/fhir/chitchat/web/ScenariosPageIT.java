package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.ScenarioCards.card;
import static me.fhir.chitchat.web.ScenarioCards.choose;
import static me.fhir.chitchat.web.ScenarioCards.downloaded;
import static me.fhir.chitchat.web.ScenarioCards.importFile;
import static me.fhir.chitchat.web.ScenarioCards.shownId;
import static me.fhir.chitchat.web.ScenarioCards.sideways;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenariosPageIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static ScenarioClient shelf;

    @BeforeAll
    static void open() throws Exception {
        shelf = new ScenarioClient(fixture);
    }

    @Test
    void showsAFewScenariosAllAtOnceAndRemembersAnotherChoice() {
        Page page = fixture.visit("/");
        assertThat(card(page, "vision screening").first()).isVisible();
        page.locator(".seg label").getByText("Published").click();
        assertThat(card(page, "knee MRI").first()).isVisible();
        assertThat(card(page, "vision screening")).hasCount(0);
        page.navigate(fixture.address("/"));
        assertThat(card(page, "knee MRI").first()).isVisible();
        assertThat(card(page, "vision screening")).hasCount(0);
        page.navigate(fixture.address("/?show=all"));
        assertThat(card(page, "vision screening").first()).isVisible();
    }

    @Test
    void findsByAgentPrincipalAndTagWhateverTheAccentsAndKeepsTheSearchInTheAddress() {
        shelf.put("find-me", "Ǽther — a talk", "Zürich");
        Page page = fixture.visit("/?show=all");
        assertThat(card(page, "Ǽther — a talk")).isVisible();
        page.keyboard().press("/");
        page.keyboard().type("zurich hopital AURÉLIA payer");
        assertThat(page.locator("article.card")).hasCount(1);
        assertThat(card(page, "Ǽther — a talk")).isVisible();
        page.reload();
        assertThat(page.getByLabel("Search scenarios")).hasValue("zurich hopital AURÉLIA payer");
        assertThat(page.locator("article.card")).hasCount(1);
    }

    @Test
    void leadsFromAnEmptySearchToTheUnpublishedOnes() {
        Page page = fixture.visit("/?show=published&q=birchwood");
        assertThat(page.getByText("No published scenario matches “birchwood”")).isVisible();
        page.getByText("Show it").click();
        assertThat(card(page, "vision screening")).isVisible();
        page.getByLabel("Search scenarios").fill("nowhere at all");
        page.getByText("Clear the search").click();
        assertThat(card(page, "vision screening")).isVisible();
        assertThat(page.getByLabel("Search scenarios")).hasValue("");
    }

    @Test
    void copiesIntoADraftUnderANewIdAndUnpublished() {
        Page page = fixture.visit("/");
        choose(page, "knee MRI", "Copy");
        page.waitForURL("**/scenarios/*?tab=edit");
        String id = shownId(page);
        assertThat(page.locator(".draft")).containsText("Not saved yet");
        assertThat(shelf.has(id)).isFalse();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Save").setExact(true))
                .click();
        assertThat(page.locator(".toast").last()).containsText("Saved");
        JsonNode copy = shelf.item(id).path("config");
        JsonNode original = shelf.item("scen_knee_mri_01").path("config");
        assertThat(copy.path("agents")).isEqualTo(original.path("agents"));
        assertThat(copy.path("metadata").path("title").asText()).endsWith("(copy)");
        assertThat(copy.path("metadata").path("tags").toString()).doesNotContain("published");
        assertThat(original.path("metadata").path("tags").toString()).contains("published");
    }

    @Test
    void bringsBackWhatWasDeletedWithEveryDigit() {
        shelf.put(
                "{\"name\":\"To be deleted\",\"history\":[{\"said\":1.50}],\"config\":{\"metadata\":{\"id\":\"gone\","
                        + "\"title\":\"To be deleted — ü\"},\"agents\":[],\"x\":{\"n\":12345678901234567890,\"f\":1.0,\"e\":1E2}}}");
        String before = shelf.text("gone");
        Page page = fixture.visit("/?show=all");
        choose(page, "To be deleted", "Delete");
        assertThat(page.getByText("Deleted “To be deleted — ü”")).isVisible();
        assertThat(card(page, "To be deleted")).hasCount(0);
        assertThat(shelf.has("gone")).isFalse();
        // The way back is still there after a look at another page, and has the focus at first.
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Conversations"))
                .first()
                .click();
        page.goBack();
        page.getByText("Undo").click();
        assertThat(card(page, "To be deleted")).isVisible();
        assertThat(page.locator(".toast")).hasCount(0);
        assertThat(withoutTimes(shelf.text("gone"))).isEqualTo(withoutTimes(before));
    }

    @Test
    void asksForTheTokenBeforeAPublishedOneIsDeleted() {
        shelf.put("locked-one", "Locked one", "published");
        Page page = fixture.visit("/");
        choose(page, "Locked one", "Delete");
        assertThat(page.locator("dialog")).containsText("Nothing is deleted yet.");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(card(page, "Locked one")).isVisible();
        assertThat(shelf.has("locked-one")).isTrue();

        choose(page, "Locked one", "Delete");
        page.getByLabel("Edit token").fill("guess");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not the right one");
        assertThat(shelf.has("locked-one")).isTrue();
        page.getByLabel("Edit token").fill(RunningService.EDIT_TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.getByText("Deleted “Locked one”")).isVisible();
        assertThat(shelf.has("locked-one")).isFalse();
        assertThat(page.getByText("Undo")).isFocused();
        page.keyboard().press("Enter");
        assertThat(card(page, "Locked one")).isVisible();
        assertThat(shelf.has("locked-one")).isTrue();
    }

    @Test
    void keepsWhatCannotBeRestored() {
        shelf.put("twice", "Twice");
        Page page = fixture.visit("/?show=all");
        choose(page, "Twice", "Delete");
        assertThat(page.locator(".toast")).isVisible();
        shelf.put("twice", "Somebody else's");
        page.getByText("Undo").click();
        assertThat(page.locator(".toast")).containsText("is not restored. The server says: “Scenario twice exists");
        String saved = downloaded(page, () -> page.getByText("Save as a file").click());
        assertThat(saved).contains("\"title\": \"Twice\"");
    }

    @Test
    void saysWhatKeptAScenarioFromBeingDeleted() {
        shelf.put("offline", "Deleted offline");
        Page page = fixture.visit("/?show=all");
        assertThat(card(page, "Deleted offline")).isVisible();
        PageFixture.goOffline(page);
        choose(page, "Deleted offline", "Delete");
        assertThat(page.locator(".problem")).containsText("“Deleted offline” is not deleted.");
        page.context().setOffline(false);
        page.locator(".problem").getByText("Try again").click();
        assertThat(page.getByText("Deleted “Deleted offline”")).isVisible();
        assertThat(page.locator(".problem")).hasCount(0);
    }

    @Test
    void makesABlankOneAndOneFromAnIdea() {
        Page page = fixture.visit("/");
        page.getByText("Blank", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForURL("**/scenarios/*?tab=edit");
        String id = shownId(page);
        assertThat(shelf.has(id)).isFalse();
        // Nothing was typed, so nothing is to be lost.
        page.navigate(fixture.address("/"));
        assertThat(card(page, "knee MRI").first()).isVisible();
        assertThat(page.locator("chit-unsaved-drafts li")).hasCount(0);
        page.goBack();
        page.locator("[id='f-metadata.title']").fill("Saved at last");
        page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".toast").last()).containsText("Saved");
        assertThat(shelf.item(id).path("config").path("agents")).hasSize(2);
        page.navigate(fixture.address("/"));
        // A new scenario is not published, and must be found all the same.
        assertThat(card(page, "Saved at last")).isVisible();
        assertThat(page.locator("chit-unsaved-drafts li")).hasCount(0);

        page.getByText("Draft it").click();
        assertThat(page.getByLabel("Idea for a new scenario")).isFocused();
        page.getByLabel("Idea for a new scenario").fill("A midwife & a lab: 100 % “late”?");
        page.keyboard().press("Enter");
        page.waitForURL("**/scenarios/*?tab=assistant&idea=*");
        assertThat(page.url()).endsWith("&idea=A%20midwife%20%26%20a%20lab%3A%20100%20%25%20%E2%80%9Clate%E2%80%9D%3F");
    }

    @Test
    void saysThatTheListDoesNotComeAndTriesAgain() {
        Page page = fixture.visit("/status");
        page.route("**/api/scenarios?summary=true", route -> route.abort());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Scenarios"))
                .first()
                .click();
        assertThat(page.getByText("The scenarios could not be loaded")).isVisible();
        page.unroute("**/api/scenarios?summary=true");
        page.getByText("Try again").click();
        assertThat(card(page, "knee MRI").first()).isVisible();
    }

    @Test
    void neverRunsTextFromOutside() {
        String evil = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>"
                + "[a](javascript:window.pwned=1) \u202e שלום 🧑🏽‍⚕️ " + "W".repeat(400);
        String id = "<b>/../?x#y &'\" \u05d0";
        Map<String, ?> agent =
                Map.of("agentId", evil, "principal", Map.of("name", evil, "description", evil), "situation", evil);
        shelf.put(Map.of(
                "name",
                evil,
                "config",
                Map.of(
                        "metadata",
                                Map.of(
                                        "id",
                                        id,
                                        "title",
                                        evil,
                                        "description",
                                        evil.repeat(2000),
                                        "tags",
                                        List.of(evil, "<i>", "")),
                        "agents", List.of(agent))));
        Page page = fixture.visit("/?show=all", 360, ColorScheme.LIGHT);
        Locator card = card(page, "<img src=x");
        assertThat(card).isVisible();
        assertThat(card.locator("img, script, b, i, a[href^='javascript:']")).hasCount(0);
        choose(page, "<img src=x", "Delete");
        assertThat(page.locator(".toast")).isVisible();
        page.getByText("Undo").click();
        assertThat(card).isVisible();
        card.locator("h2 a").click();
        assertThat(page.locator("h1")).containsText("<img src=x");
        page.navigate(fixture.address("/?show=all"));
        importFile(
                page,
                evil.substring(0, 40) + ".json",
                "{\"metadata\": {\"id\": \"e\", \"title\": 1}, \"<img src=x onerror=window.pwned=1>\": 2, \"agents\": []}");
        assertThat(page.locator("chit-import")).containsText("metadata.title");
        assertThat(page.locator("chit-import img")).hasCount(0);
        assertThat(page.evaluate("window.pwned")).isNull();
        assertThat(sideways(page)).isEqualTo(0);
    }

    @Test
    void asksForNoMoreOfAScenarioThanAListShows() {
        shelf.put(Map.of(
                "name",
                "Heavy",
                "config",
                Map.of(
                        "metadata",
                        Map.of("id", "heavy", "title", "Heavy"),
                        "agents",
                        List.of(Map.of("agentId", "a", "situation", "s".repeat(2_000))))));
        Page page = fixture.visit("/status");
        List<String> lists = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/api/scenarios")) {
                lists.add(request.url());
            }
        });
        page.navigate(fixture.address("/?show=all"));
        assertThat(card(page, "Heavy")).isVisible();
        page.navigate(fixture.address("/conversations"));
        assertThat(page.getByLabel("Scenario", new Page.GetByLabelOptions().setExact(true)))
                .containsText("Heavy");
        assertThat(lists).hasSizeGreaterThan(1).allMatch(url -> url.endsWith("/api/scenarios?summary=true"));
        page.context().close();
    }

    @Test
    void drawsTheOthersBesideAScenarioThatIsBroken() {
        Page page = fixture.visit("/status");
        page.route(
                "**/api/scenarios?summary=true",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("[null, 7, {\"id\":\"no-agents\",\"title\":{\"x\":1},\"tags\":\"published\"},"
                                + "{\"id\":\"odd\",\"title\":\"Odd\",\"tags\":[null,7,{}],\"description\":[],"
                                + "\"agents\":[null,7,{\"agentId\":{},\"name\":[]}]}]")));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Scenarios"))
                .first()
                .click();
        page.locator(".seg label").getByText("All").click();
        assertThat(page.locator("article.card")).hasCount(4);
        assertThat(card(page, "no-agents")).containsText("Cannot be shown: it has no agents.");
        assertThat(card(page, "Odd").getByText("Run")).isVisible();
        page.getByLabel("Search scenarios").fill("odd");
        assertThat(page.locator("article.card")).hasCount(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void isAccessibleInEveryStateAndFitsAPhone(ColorScheme scheme) {
        String name = "Accessible in " + scheme;
        shelf.put("axe-" + scheme, name, "published", "tag");
        Page page = fixture.visit("/?show=all", 360, scheme);
        card(page, name).locator("summary").click();
        assertThat(Axe.findings(page)).as("menu").isEmpty();
        page.keyboard().press("Escape");
        assertThat(card(page, name).locator("summary")).isFocused();
        choose(page, name, "Delete");
        assertThat(page.locator("dialog")).isVisible();
        assertThat(Axe.findings(page)).as("dialog").isEmpty();
        page.getByLabel("Edit token").fill(RunningService.EDIT_TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.locator(".toast")).isVisible();
        importFile(page, "broken.json", "{\"metadata\": 1, \"agents\": [}");
        assertThat(page.locator("chit-import .faults li")).hasCount(1);
        assertThat(Axe.findings(page)).as("undo and import").isEmpty();
        assertThat(sideways(page)).isEqualTo(0);
    }

    private static String withoutTimes(String item) {
        return item.replaceAll("\"(createdAt|modifiedAt)\":\"[^\"]*\"", "");
    }
}
