package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Goes to pages, scenarios and conversations, and does what a page offers, by typing its name. */
class PaletteIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static int talk;

    @BeforeAll
    static void open() throws Exception {
        try (WireClient agent = fixture.connect()) {
            talk = agent.converse("Heliotrope", "one", "two");
            agent.say(talk, "one", "turn", Map.of("text", "Begin."));
        }
    }

    private static Locator opened(Page page) {
        page.locator("h1").first().waitFor();
        page.keyboard().press("Control+k");
        return page.locator(".palette input");
    }

    @Test
    void goesToAScenarioAConversationAndAPage() {
        Page page = fixture.visit("/status");
        KeyboardInput.type(opened(page), "run knee");
        assertThat(page.locator(".palette li")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/scenarios/scen_knee_mri_01/run$"));
        KeyboardInput.type(opened(page), "helio");
        assertThat(page.locator(".palette li")).containsText(new String[] {"Heliotrope"});
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/conversations/" + talk + "$"));
        KeyboardInput.type(opened(page), "status");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/status$"));
        KeyboardInput.type(opened(page), "#" + talk);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/conversations/" + talk + "$"));
        page.context().close();
    }

    @Test
    void doesWhatThePageOffersAndGivesTheFocusBack() {
        Page page = fixture.visit("/conversations", 1440, ColorScheme.DARK);
        Locator search = page.getByLabel("Search conversations");
        search.fill("helio");
        page.keyboard().press("Control+k");
        Locator input = page.locator(".palette input");
        KeyboardInput.type(input, "nothing of this name");
        assertThat(page.getByText("Nothing fits.")).isVisible();
        assertThat(Axe.findings(page)).isEmpty();
        page.keyboard().press("Escape");
        assertThat(page.locator(".palette")).hasCount(0);
        assertThat(search).isFocused();
        assertThat(search).hasValue("helio");
        page.navigate(fixture.address("/conversations/" + talk));
        page.locator(".log").waitFor();
        KeyboardInput.type(opened(page), "speak");
        assertThat(Axe.findings(page)).isEmpty();
        page.keyboard().press("Enter");
        assertThat(page.locator("chit-composer textarea")).isFocused();
        page.context().close();
    }

    @Test
    void scenariosAreWalkedSortedAndRunByKey() {
        Page page = fixture.visit("/");
        page.locator(".card").first().waitFor();
        page.getByLabel("Order").selectOption("by title");
        assertThat(page.locator(".card h2").first()).hasText(Pattern.compile("^A cl"));
        page.getByLabel("Order").blur();
        page.keyboard().press("j");
        assertThat(page.locator(".card h2 a").first()).isFocused();
        page.keyboard().press("j");
        assertThat(page.locator(".card h2 a").nth(1)).isFocused();
        page.keyboard().press("r");
        assertThat(page).hasURL(Pattern.compile("/scenarios/[^/]+/run$"));
        page.context().close();
    }
}
