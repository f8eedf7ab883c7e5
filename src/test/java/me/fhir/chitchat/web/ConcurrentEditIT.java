package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.PageElements.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two people work on one scenario: what the second one is told, and what becomes of both their texts. */
class ConcurrentEditIT {
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final String DESCRIPTION = "[id='f-metadata.description']";
    private static final String BEFORE = "line one\\nline two\\nline three";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @Test
    void saysOnLoadingThatWhatIsEditedHereWasPublishedElsewhere() {
        String id = create();
        Page page = edited(id);
        publishElsewhere(id);
        page.onDialog(dialog -> dialog.accept());
        page.reload();
        assertThat(lock(page)).containsText("Published, so it is locked.");
        assertThat(page.locator(".banners")).containsText("It is published now, so saving needs the edit token.");
        assertThat(page.locator(DESCRIPTION)).hasValue("mine");
        page.context().close();
    }

    @Test
    void saysOnLookingAgainThatItWasPublishedElsewhere() {
        String id = create();
        Page page = edited(id);
        publishElsewhere(id);
        lookAgain(page);
        assertThat(lock(page)).containsText("Published, so it is locked.");
        assertThat(page.locator(DESCRIPTION)).hasValue("mine");
        page.context().close();
    }

    @Test
    void saysOnLookingAgainThatItWasDeletedElsewhere() {
        String id = create();
        Page page = edited(id);
        fixture.rest().delete(id);
        lookAgain(page);
        assertThat(page.locator(".draft .refused")).containsText("Somebody deleted it meanwhile");
        assertThat(page.locator(DESCRIPTION)).hasValue("mine");
        button(page, "Save").click();
        assertThat(page.locator(".toast")).containsText("Saved");
        assertThat(description(fixture.rest().scenario(id))).isEqualTo("mine");
        page.context().close();
    }

    @Test
    void saysThatNothingWasSavedWhenTheTokenIsNotGiven() {
        String id = create();
        Page page = edited(id);
        publishElsewhere(id);
        button(page, "Save").click();
        button(page, "Not now").click();
        Locator refused = page.locator(".draft .refused[role=alert]");
        assertThat(refused).containsText("Not saved. It is published, so it is locked.");
        assertThat(refused).isInViewport();
        // Unlocked by the button beside it, the save goes on, and meets what the other one saved.
        refused.getByText("Unlock", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.getByLabel("Edit token").fill(RunningService.EDIT_TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.getByText("Theirs and mine")).isVisible();
        assertThat(refused).hasCount(0);
        page.context().close();
    }

    @Test
    void showsWhatBothStartedFromWhereBothChangedIt() {
        String id = create();
        Page page = conflict(id, "line one\nmy line two\nline three");
        Locator both = page.locator(".change", new Page.LocatorOptions().setHasText("both changed it"));
        assertThat(both).hasCount(1);
        assertThat(both.locator("h3")).hasText(new String[] {"Before", "Theirs", "Yours"});
        assertThat(both.locator(".diff > div")).hasText(new String[] {
            "line one", "line two", "line three",
            "line one", "their line two", "line three",
            "line one", "my line two", "line three"
        });
        assertThat(both.locator("section").nth(1).locator("ins")).hasText("their");
        assertThat(both.locator("section").nth(2).locator("ins")).hasText("my");
        assertThat(page.locator(".draft")).containsText("Choose above what to keep");
        Locator choices = button(page, "Save with my choices");
        assertThat(choices).hasClass(Pattern.compile("\\bprimary\\b"));
        assertThat(choices).isDisabled();
        assertThat(button(page, "Save mine over theirs")).hasClass(Pattern.compile("\\bdanger\\b"));
        both.getByText("Keep mine here").click();
        assertThat(both).containsText("Yours stays");
        button(page, "Take what only they changed (1)").click();
        assertThat(page.locator(".toast")).containsText("Took 1 part from theirs");
        assertThat(choices).isEnabled();
        // The bar saves too, now that all is decided.
        button(page, "Save").click();
        assertThat(page.locator(".toast").last()).containsText("Saved");
        JsonNode stored = fixture.rest().scenario(id);
        assertThat(description(stored)).isEqualTo("line one\nmy line two\nline three");
        assertThat(stored.at("/config/metadata/background").asText()).isEqualTo("their background");
        page.context().close();
    }

    @Test
    void keepsMineWithinReachWhenTheirsIsTaken() {
        Page page = conflict(create(), "mine alone");
        button(page, "Take theirs, drop mine").click();
        assertThat(page.locator(DESCRIPTION)).hasValue("line one\ntheir line two\nline three");
        button(page, "Undo").click();
        assertThat(page.locator(DESCRIPTION)).hasValue("mine alone");
        assertThat(page.getByText("Saved by someone else")).isVisible();
        page.context().close();
    }

    @Test
    void keepsTheirsWithinReachWhenMineIsSavedOverIt() {
        String id = create();
        Page page = conflict(id, "mine alone");
        button(page, "Save mine over theirs").click();
        assertThat(page.locator(".toast").first()).containsText("Saved over what others saved");
        assertThat(description(fixture.rest().scenario(id))).isEqualTo("mine alone");
        button(page, "Undo").click();
        assertThat(page.locator(DESCRIPTION)).hasValue("line one\ntheir line two\nline three");
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"360,LIGHT", "1440,DARK"})
    void isAccessibleAndFitsAPhone(int width, ColorScheme scheme) {
        String id = create();
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit", width, scheme);
        conflict(page, id, "W".repeat(400));
        assertThat(page.locator(".threeway")).isVisible();
        assertThat(Axe.findings(page)).isEmpty();
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);
        page.context().close();
    }

    /** A page that saves this over what somebody else saved meanwhile, and is told so. */
    private static Page conflict(String id, String mine) {
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        conflict(page, id, mine);
        return page;
    }

    private static void conflict(Page page, String id, String mine) {
        page.locator(DESCRIPTION).fill(mine);
        fixture.rest()
                .change(
                        id,
                        "{\"config\":"
                                + config(id, "line one\\ntheir line two\\nline three")
                                        .replace("\"tags\"", "\"background\":\"their background\",\"tags\"")
                                + "}",
                        "");
        button(page, "Save").click();
        assertThat(page.getByText("Theirs and mine")).isVisible();
    }

    /** A page with an unsaved change of the description. */
    private static Page edited(String id) {
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        page.locator(DESCRIPTION).fill("mine");
        return page;
    }

    private static void publishElsewhere(String id) {
        fixture.rest().change(id, "{\"config\":" + config(id, BEFORE).replace("[]", "[\"published\"]") + "}", "");
    }

    private static void lookAgain(Page page) {
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    }

    private static String create() {
        String id = "two-people-" + IDS.incrementAndGet();
        fixture.rest().create(id, "Of two people", config(id, BEFORE));
        return id;
    }

    private static String config(String id, String description) {
        return "{\"metadata\":{\"id\":\"" + id + "\",\"title\":\"Of two people\",\"description\":\"" + description
                + "\",\"tags\":[]},\"agents\":[{\"agentId\":\"a\"},{\"agentId\":\"b\"}]}";
    }

    private static String description(JsonNode item) {
        return item.at("/config/metadata/description").asText();
    }

    private static Locator lock(Page page) {
        return page.locator("chit-lock-banner .banner");
    }
}
