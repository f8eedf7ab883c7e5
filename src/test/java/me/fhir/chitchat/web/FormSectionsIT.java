package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way through a long form. */
class FormSectionsIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @ParameterizedTest
    @CsvSource({"360, DARK", "768, LIGHT", "1440, LIGHT"})
    void leadToEachPartAndMarkTheOneThatIsRead(int width, ColorScheme scheme) {
        Page page = fixture.visit("/scenarios/scen_knee_mri_01?tab=edit", width, scheme);
        Locator sections = page.locator("nav.sections");
        Locator current = sections.locator("[aria-current=location]");
        assertThat(current).hasText("Basics");

        sections.locator("a[href='#agent-2']").click();
        assertThat(page.locator("#agent-2 > header")).isInViewport();
        assertThat(current).containsText("insurance-auth-specialist");
        assertThat(current).isInViewport();

        // A line above the form has room for the agents only.
        Locator tools = sections.locator("a[href='#agent-2-tools']");
        if (width < 900) {
            assertThat(tools).isHidden();
        } else {
            assertThat(tools).containsText("Tools 5");
            tools.click();
            assertThat(current).containsText("Tools");
        }
        sections.locator("a[href='#contract']").click();
        assertThat(page.locator("#contract")).isInViewport();
        assertThat(current).hasText("Contract");
        page.context().close();
    }
}
