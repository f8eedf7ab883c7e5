package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the runs of a scenario amount to stands beside it. */
class ScenarioRunsPageIT {
    private static final String SCENARIO = "/scenarios/scen_knee_mri_01";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static int denied;

    @BeforeAll
    static void run() {
        try (WireClient agent = fixture.connect()) {
            end(agent, "success");
            end(agent, "approved");
            denied = end(agent, "denied");
        }
    }

    private static int end(WireClient agent, String status) {
        int number = agent.create(Map.of(
                "scenarioId",
                "scen_knee_mri_01",
                "agents",
                List.of(Map.of("id", "patient-agent"), Map.of("id", "insurance-auth-specialist"))));
        agent.say(
                number,
                "patient-agent",
                "conversation",
                Map.of("text", "No policy covers it.", "outcome", Map.of("status", status)));
        return number;
    }

    @Test
    void tellsOutcomesMediansAndTheLatestFailuresAndLeadsToThem() {
        Page page = fixture.visit(SCENARIO);
        Locator runs = page.locator("chit-runs");
        assertThat(runs.locator("dl")).containsText(Pattern.compile("Runs\\s*3\\s*Turns, median\\s*1\\s*Time, median"));
        assertThat(runs.locator(".failures li")).hasCount(1);
        assertThat(runs.locator(".failures")).containsText("No policy covers it.");
        assertThat(runs.getByText("#" + denied)).hasAttribute("href", "/conversations/" + denied);
        runs.getByText("Success 2").click();
        page.waitForURL(Pattern.compile(".*/conversations\\?scenario=scen_knee_mri_01&outcome=success$"));
        assertThat(page.locator(".rows .r")).hasCount(2);
    }

    @Test
    void standsBesideTheScenarioOnAWideWindowAndBelowItOnAPhone() {
        for (String address : new String[] {SCENARIO, SCENARIO + "/run"}) {
            Page wide = fixture.visit(address, 1440, ColorScheme.DARK);
            assertThat(wide.locator("chit-runs dl")).isVisible();
            assertThat(left(wide, "chit-runs")).as(address).isGreaterThan(left(wide, ".withruns") + 800);
            assertThat(right(wide, "chit-runs")).isEqualTo(right(wide, ".withruns"));
            Page narrow = fixture.visit(address, 360, ColorScheme.LIGHT);
            assertThat(narrow.locator("chit-runs dl")).isVisible();
            assertThat(left(narrow, "chit-runs")).isEqualTo(left(narrow, ".withruns"));
            wide.context().close();
            narrow.context().close();
        }
    }

    private static int left(Page page, String selector) {
        return edge(page, selector, "left");
    }

    private static int right(Page page, String selector) {
        return edge(page, selector, "right");
    }

    private static int edge(Page page, String selector, String side) {
        Object found = page.evaluate(
                "([selector, side]) => Math.round(document.querySelector(selector).getBoundingClientRect()[side])",
                List.of(selector, side));
        return ((Number) found).intValue();
    }

    @Test
    void saysThatNobodyHasRunIt() {
        Page page = fixture.visit("/scenarios/scen_vision_screen_01");
        assertThat(page.locator("chit-runs")).containsText("Nobody has run it yet.");
    }
}
