package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was asked for while the server was away comes by itself once it is back. */
class ServerAwayIT {
    private static final String KNEE = "Prior authorization of a right knee MRI";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @ParameterizedTest
    @CsvSource({
        "/scenarios/scen_knee_mri_01, The scenario could not be loaded",
        "/scenarios/scen_knee_mri_01/run, The scenario could not be loaded",
        "/scenarios/scen_knee_mri_01/many, The scenario could not be loaded",
        "/, does not answer"
    })
    void aViewIsFetchedAgainOnceTheServerAnswers(String address, String words) {
        Page page = fixture.visit("/status");
        page.route("**/api/**", Route::abort);
        page.navigate(fixture.address(address));
        assertThat(page.locator("main").getByText(words).first()).isVisible();
        page.unroute("**/api/**");
        assertThat(page.locator("main").getByText(KNEE).first()).isVisible();
    }
}
