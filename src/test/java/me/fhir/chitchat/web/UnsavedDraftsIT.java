package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.PageElements.button;
import static me.fhir.chitchat.web.ScenarioCards.card;
import static me.fhir.chitchat.web.ScenarioCards.shownId;
import static me.fhir.chitchat.web.ScenarioCards.sideways;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scenarios that only their author's browser knows. */
class UnsavedDraftsIT {
    private static final String TITLE = "[id='f-metadata.title']";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static ScenarioClient shelf;

    @BeforeAll
    static void open() throws Exception {
        shelf = new ScenarioClient(fixture);
    }

    private static Locator rows(Page page) {
        return page.locator("chit-unsaved-drafts li");
    }

    /** Begins a scenario, types its title and leaves it unsaved; its id. */
    private static String begin(Page page, String title) {
        button(page, "Blank").click();
        page.locator(TITLE).fill(title);
        String id = shownId(page);
        page.onDialog(dialog -> dialog.accept());
        page.navigate(fixture.address("/"));
        return id;
    }

    @Test
    void aNewScenarioIsNobodyElsesBeforeItIsSaved() {
        Page page = fixture.visit("/");
        String id = begin(page, "Only mine");
        assertThat(rows(page)).hasCount(1);
        assertThat(rows(page)).containsText("Only mine");
        assertThat(rows(page)).containsText("not saved yet");
        assertThat(shelf.has(id)).isFalse();
        Page other = fixture.visit("/?show=all");
        assertThat(card(other, "knee MRI").first()).isVisible();
        assertThat(card(other, "Only mine")).hasCount(0);
        assertThat(rows(other)).hasCount(0);
        other.context().close();

        page.reload();
        rows(page).getByText("Only mine").click();
        assertThat(page.locator(TITLE)).hasValue("Only mine");
        assertThat(page.locator(".draft")).containsText("Not saved yet");
        button(page, "Save").click();
        assertThat(page.locator(".toast").last()).containsText("Saved");
        assertThat(shelf.item(id).at("/config/metadata/title").asText()).isEqualTo("Only mine");
        page.navigate(fixture.address("/"));
        assertThat(card(page, "Only mine")).isVisible();
        assertThat(rows(page)).hasCount(0);
        page.context().close();
    }

    @Test
    void restoresADiscardedDraft() {
        Page page = fixture.visit("/");
        begin(page, "Thrown away");
        button(page, "Discard the draft Thrown away").click();
        assertThat(rows(page)).containsText("Discarded “Thrown away”");
        assertThat(button(page, "Undo")).isFocused();
        page.keyboard().press("Enter");
        assertThat(button(page, "Discard the draft Thrown away")).isFocused();
        rows(page).getByText("Thrown away").click();
        // The same from its own page.
        button(page, "Discard").click();
        assertThat(rows(page)).containsText("Discarded “Thrown away”");
        button(page, "Undo").click();
        page.reload();
        assertThat(rows(page)).containsText("Thrown away");
        button(page, "Discard the draft Thrown away").click();
        page.reload();
        assertThat(card(page, "knee MRI").first()).isVisible();
        assertThat(rows(page)).hasCount(0);
        page.context().close();
    }

    @Test
    void aNameThatAnotherInputHasStaysWhereItWasTypedAndIsNotSaved() {
        Page page = fixture.visit("/");
        button(page, "Blank").click();
        page.locator("#agent-1").getByText("Add tool").click();
        page.keyboard().type("look_up");
        Locator tool = page.locator("#agent-1 chit-tool");
        Locator names = tool.locator(".param > .in.mono");
        for (int i = 0; i < 2; i++) {
            tool.getByText("Add input").click();
            assertThat(names.nth(i)).isFocused();
            names.nth(i).fill("same");
            page.keyboard().press("Tab");
        }
        assertThat(tool.locator(".err")).containsText("There is another input “same”.");
        button(page, "Save").click();
        assertThat(page.locator(".draft .refused")).containsText("1 field needs a correction");
        assertThat(names.nth(1)).hasValue("same");
        assertThat(shelf.has(shownId(page))).isFalse();
        page.onDialog(dialog -> dialog.accept());
        page.reload();
        assertThat(names.nth(1)).hasValue("same");
        // Once the other one has given the name up, it is taken.
        assertThat(names.nth(0)).isVisible();
        names.nth(0).fill("other");
        page.keyboard().press("Tab");
        assertThat(tool.locator(".err")).hasCount(0);
        button(page, "Save").click();
        assertThat(page.locator(".toast").last()).containsText("Saved");
        assertThat(shelf.item(shownId(page))
                        .at("/config/agents/0/tools/0/inputSchema/properties")
                        .fieldNames())
                .toIterable()
                .containsExactly("other", "same");
        page.context().close();
    }

    @Test
    void listsChangesToAStoredScenarioToo() {
        shelf.put("changed-here", "Changed here");
        Page page = fixture.visit("/scenarios/changed-here?tab=edit");
        page.locator(TITLE).fill("Changed but not saved");
        page.onDialog(dialog -> dialog.accept());
        page.navigate(fixture.address("/?show=all"));
        assertThat(rows(page)).containsText("Changed but not saved");
        assertThat(rows(page)).containsText("changes");
        assertThat(card(page, "Changed here")).isVisible();
        page.context().close();
    }

    @Test
    void twoTabsThatSaveTheSameNewScenarioDoNotOverwriteEachOther() {
        Page page = fixture.visit("/");
        String id = begin(page, "In two tabs");
        Page second = page.context().newPage();
        second.navigate(fixture.address("/scenarios/" + id + "?tab=edit"));
        second.locator(TITLE).fill("From the second tab");
        page.navigate(fixture.address("/scenarios/" + id + "?tab=edit"));
        page.locator(TITLE).fill("From the first tab");
        button(page, "Save").click();
        assertThat(page.locator(".toast").last()).containsText("Saved");
        second.onDialog(dialog -> dialog.accept());
        second.reload();
        assertThat(second.locator(TITLE)).hasValue("From the second tab");
        assertThat(second.getByText("Saved by someone else")).isVisible();
        assertThat(shelf.item(id).at("/config/metadata/title").asText()).isEqualTo("From the first tab");
        page.context().close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void theListIsAccessibleAndFitsAPhone(ColorScheme scheme) {
        Page page = fixture.visit("/", 360, scheme);
        begin(page, "W".repeat(300));
        assertThat(rows(page)).hasCount(1);
        assertThat(Axe.findings(page)).isEmpty();
        assertThat(sideways(page)).isEqualTo(0);
        page.context().close();
    }
}
