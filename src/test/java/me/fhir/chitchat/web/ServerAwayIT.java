package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
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

    /** What would start something late, unasked, is dropped and said to be. */
    @ParameterizedTest
    @CsvSource({"?, Start and watch", "?way=hand, Start and speak", "?way=outside, Create the seats"})
    void whatCannotBeStartedIsSaidAndNotStartedLater(String way, String button) {
        Page page = fixture.visit("/scenarios/scen_knee_mri_01/run" + way);
        Locator start = page.getByText(button);
        Locator fault = page.getByRole(AriaRole.ALERT);
        assertThat(start).isEnabled();
        int before = newConversation();
        PageFixture.goOffline(page);
        start.click();
        assertThat(fault).containsText("Not started.", within(6_000));
        assertThat(fault).containsText("does not answer");
        assertThat(start).isEnabled();
        fault.getByText("Cancel").click();
        assertThat(fault).hasCount(0);
        start.click();
        assertThat(fault).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(6_000));
        page.context().setOffline(false);
        assertThat(page).hasURL(Pattern.compile("/run(\\?.*)?$"));
        fault.getByText("Try again").click();
        page.waitForURL(Pattern.compile(".*/(conversations/\\d+|enter|host).*"));
        // Whatever had been queued would have gone out ahead of this one, as soon as the connection was back.
        Assertions.assertThat(newConversation()).isEqualTo(before + 2);
        page.context().close();
    }

    @Test
    void whatCannotBeDoneInAConversationIsSaidAndNotDoneLater() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Said offline", "one", "two");
            Page page = fixture.visit("/conversations/" + number + "?as=one");
            Locator words = page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true));
            words.fill("Not before I say so.");
            PageFixture.goOffline(page);
            page.keyboard().press("Control+Enter");
            assertThat(page.locator("chit-composer [role=alert]"))
                    .containsText("Not sent. The server does not answer.", within(6_000));
            page.context().setOffline(false);
            assertThat(page.locator(".bar .chip")).containsText("Live");
            agent.say(number, "one", "turn", Map.of("text", "By its agent."));
            assertThat(page.locator("chit-turn .message")).hasText("By its agent.");
            assertThat(words).hasValue("Not before I say so.");
            page.context().close();
        }
    }

    /** Its number; numbers are given in order, also to conversations that no list shows. */
    private static int newConversation() {
        try (WireClient agent = fixture.connect()) {
            return agent.converse("Counts", "one", "two");
        }
    }

    private static LocatorAssertions.ContainsTextOptions within(double millis) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(millis);
    }
}
