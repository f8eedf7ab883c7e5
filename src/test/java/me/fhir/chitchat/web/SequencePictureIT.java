package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sequence picture, saved as a file that is opened alone. */
class SequencePictureIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @Test
    void theSavedPictureNeedsNoPageAroundIt() throws IOException {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("A picture", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "Hello"));
            String address = "/conversations/" + number;
            // In the dark as well the file has the light colours: what shows it may have no dark theme.
            Page page = fixture.visit(address + "?show=picture", 1280, ColorScheme.DARK);
            assertThat(page.locator("svg.sequence")).containsText("Hello");
            Download file =
                    page.waitForDownload(() -> page.getByText("Save as SVG").click());
            assertThat(Files.readString(file.path()))
                    .contains("fill=\"#ffffff\"", "stroke=\"#0b6a70\"")
                    .containsPattern("href=\"http://[^\"]+" + address + "[^\"]*#e2\"")
                    .doesNotContain("var(", "<!--");
            page.context().close();
        }
    }

    @Test
    void thePictureOfTwoFitsTheWindowOfAPhone() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("A picture", "patient-agent", "insurance-auth-specialist");
            agent.say(
                    number,
                    "patient-agent",
                    "turn",
                    Map.of("text", "We ask for an authorization of the right knee MRI"));
            Page page = fixture.visit("/conversations/" + number + "?show=picture", 360, ColorScheme.LIGHT);
            assertThat(page.locator("svg.sequence")).containsText("We ask");
            assertThat(page.evaluate("""
                    () => {
                      const picture = document.querySelector('chit-sequence .picture');
                      const [outer, ...inner] = [picture, ...picture.querySelectorAll('rect, text')].map((each) =>
                        each.getBoundingClientRect());
                      return picture.scrollWidth - picture.clientWidth
                        + inner.filter(({ left, right }) => left < outer.left || right > outer.right).length;
                    }""")).isEqualTo(0);
            page.context().close();
        }
    }
}
