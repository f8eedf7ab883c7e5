package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that has no edit token locks nothing, and says so to those who want to unlock. */
class ServerWithoutTokenIT {
    private static final String PATH = "/scenarios/scen_knee_mri_01";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture(Map.of("PUBLISHED_EDIT_TOKEN", ""));

    @ParameterizedTest
    @ValueSource(strings = {"Go on", "Escape"})
    void saysThatNoTokenIsNeeded(String way) {
        Page page = fixture.visit(PATH + "?tab=edit", 360, ColorScheme.DARK);
        unlock(page);
        assertThat(page.locator("dialog")).containsText("No token is needed");
        assertThat(page.getByLabel("Edit token")).hasCount(0);
        assertThat(Axe.findings(page)).isEmpty();
        if (way.equals("Escape")) {
            page.keyboard().press("Escape");
        } else {
            page.getByText(way).click();
        }
        assertThat(page.locator("dialog")).hasCount(0);
        isOpen(page);
        page.context().close();
    }

    @Test
    void saysSoToABrowserThatKnewTheServerWithAToken() {
        Page page = fixture.visit("/");
        page.evaluate("localStorage.setItem('chitchat.armed', 'yes')");
        page.reload();
        page.locator("article.card summary").first().click();
        page.locator("article.card")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Unlock").setExact(true))
                .click();
        assertThat(page.locator("dialog")).containsText("No token is needed");
        page.getByText("Go on").click();
        page.navigate(fixture.address(PATH + "?tab=edit"));
        isOpen(page);
        page.context().close();
    }

    private static void unlock(Page page) {
        page.locator("chit-scenario-menu summary").click();
        page.locator("chit-scenario-menu")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Unlock").setExact(true))
                .click();
    }

    private static void isOpen(Page page) {
        assertThat(page.locator("[id='f-metadata.title']")).isEnabled();
        assertThat(page.locator("chit-lock-banner .banner")).hasCount(0);
    }
}
