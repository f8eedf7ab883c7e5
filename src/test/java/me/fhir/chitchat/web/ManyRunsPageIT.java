package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A scenario that is run many times from its page, and two of its conversations side by side. */
class ManyRunsPageIT {
    private static final double LONG = 120_000;

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static void isOver(Page page, String how) {
        assertThat(page.locator(".many"))
                .containsText(how, new LocatorAssertions.ContainsTextOptions().setTimeout(LONG));
    }

    @Test
    void theTableFillsAndIsTheSameAfterAReload() throws Exception {
        Page page = fixture.visit("/scenarios/scen_vision_screen_01/many?runs=2&at=2");
        button(page, "Start").click();
        isOver(page, "the test is over");
        assertThat(page.locator(".many")).containsText("100 % passed");
        assertThat(page.locator(".many")).containsText("34 % to 100 %");
        assertThat(page.locator(".many-rows tbody tr")).hasCount(2);
        page.reload();
        assertThat(page.locator(".many-rows tbody tr").first()).containsText("Pass");
        assertThat(Axe.findings(page)).isEmpty();
        Download junit =
                page.waitForDownload(() -> page.getByText("JUnit report").click());
        assertThat(Files.readString(junit.path())).contains("<testsuites");
        page.locator(".many-rows tbody a").first().click();
        assertThat(page.locator("chit-verdict-card .head")).containsText("Pass");
        page.context().close();
    }

    @Test
    void stopEndsIt() {
        Page page = fixture.visit("/scenarios/scen_vision_screen_01/many?runs=50&at=1");
        button(page, "Start").click();
        button(page, "Stop").click();
        isOver(page, "was stopped");
        assertThat(page.locator(".many-rows tbody tr").last()).containsText("Skipped");
        page.context().close();
    }

    @Test
    void twoConversationsStandSideBySideWithWhatDiffers() {
        int approved;
        int denied;
        try (WireClient agent = fixture.connect()) {
            approved = ended(agent, "success");
            denied = ended(agent, "failure");
        }
        Page page = fixture.visit("/compare?a=" + approved + "&b=" + denied);
        assertThat(page.locator("chit-compare")).containsText("They came to different decisions.");
        assertThat(page.locator(".compare-turn")).hasCount(2);
        assertThat(page.locator(".compare-turn.differs")).hasCount(1);
        assertThat(page.locator(".compare-turn.differs h2")).containsText("another end");
        assertThat(Axe.findings(page)).isEmpty();
        page.setViewportSize(360, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
        page.context().close();
    }

    @Test
    void onlyTheSameScenarioIsDecidedAlike() {
        int knee;
        int again;
        int vision;
        try (WireClient agent = fixture.connect()) {
            List<String> insurance = List.of("patient-agent", "insurance-auth-specialist");
            knee = ended(agent, "success", "scen_knee_mri_01", insurance);
            again = ended(agent, "success", "scen_knee_mri_01", insurance);
            vision = ended(agent, "success", "scen_vision_screen_01", List.of("school-nurse", "pediatrician"));
        }
        Page page = fixture.visit("/compare?a=" + knee + "&b=" + again);
        assertThat(page.locator("chit-compare")).containsText("Both came to the same decision.");
        page.navigate(fixture.address("/compare?a=" + knee + "&b=" + vision));
        assertThat(page.locator("chit-compare")).containsText("Different scenarios. Both ended in success.");
        page.context().close();
    }

    private static int ended(WireClient agent, String status) {
        return ended(agent, status, "", List.of("asks", "decides"));
    }

    private static int ended(WireClient agent, String status, String scenario, List<String> ids) {
        List<Map<String, String>> agents =
                ids.stream().map(id -> Map.of("id", id)).toList();
        Map<String, Object> meta = scenario.isEmpty()
                ? Map.of("title", "To compare", "agents", agents)
                : Map.of("title", "To compare", "scenarioId", scenario, "agents", agents);
        int number = agent.create(meta);
        agent.say(number, ids.get(0), "turn", Map.of("text", "May I?"));
        agent.say(number, ids.get(1), "conversation", Map.of("text", "So be it.", "outcome", Map.of("status", status)));
        return number;
    }
}
