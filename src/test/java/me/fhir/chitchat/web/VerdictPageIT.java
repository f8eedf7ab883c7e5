package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page says of a conversation's verdict. */
class VerdictPageIT {
    private static final String INSURER = "insurance-auth-specialist";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static int failed;

    @BeforeAll
    static void endAtOnce() {
        try (WireClient agent = fixture.connect()) {
            failed = converse(agent);
            agent.say(
                    failed,
                    INSURER,
                    "conversation",
                    Map.of("text", "Goodbye.", "outcome", Map.of("status", "neutral")));
        }
    }

    private static int converse(WireClient agent) {
        Map<String, Object> meta = Map.of(
                "title",
                "Over at once",
                "scenarioId",
                "scen_knee_mri_01",
                "agents",
                List.of(Map.of("id", "patient-agent"), Map.of("id", INSURER)));
        return agent.create(meta);
    }

    @Test
    void aCardSaysWhoReachedWhatAndLeadsToTheEvent() {
        Page page = fixture.visit("/conversations/" + failed);
        Locator card = page.locator("chit-verdict-card");
        assertThat(card.locator(".head")).containsText("Fail");
        assertThat(card.locator(".head")).containsText("none of its endings");
        Locator insurer = card.locator(".parties > li")
                .filter(new Locator.FilterOptions().setHasText("Insurance auth specialist"));
        assertThat(insurer.locator("summary")).containsText("3 of 6 checks");
        assertThat(insurer.locator(".checks")).containsText("The imaging policy was looked up before the decision");
        assertThat(insurer.locator("li.held").filter(new Locator.FilterOptions().setHasText("Payment is guaranteed")))
                .containsText("Must not happen: Payment is guaranteed – did not happen");
        assertThat(card.locator("li.held").filter(new Locator.FilterOptions().setHasText("does not hold")))
                .hasCount(0);
        assertThat(card).not().containsText(INSURER);
        insurer.locator(".checks a").first().click();
        assertThat(page.locator(".turn.target")).containsText("Goodbye.");
        assertThat(Axe.findings(page)).isEmpty();
        page.context().close();
    }

    @Test
    void theCardAppearsWhenTheConversationEnds() {
        try (WireClient agent = fixture.connect()) {
            int number = converse(agent);
            Page page = fixture.visit("/conversations/" + number);
            agent.say(number, "patient-agent", "turn", Map.of("text", "Hello?"));
            assertThat(page.locator(".log")).containsText("Hello?");
            assertThat(page.locator("chit-verdict-card")).hasCount(0);
            agent.say(
                    number, INSURER, "conversation", Map.of("text", "Denied.", "outcome", Map.of("status", "failure")));
            assertThat(page.locator("chit-verdict-card .head")).containsText("Fail");
            page.context().close();
        }
    }

    @Test
    void listAndExportsHaveItAsWell() throws Exception {
        Page page = fixture.visit("/conversations?q=over%20at%20once");
        assertThat(page.locator(".rows .r")
                        .filter(new Locator.FilterOptions().setHasText("#" + failed))
                        .locator(".judged"))
                .containsText("Fail");
        page.navigate(fixture.address("/conversations/" + failed));
        assertThat(Files.readString(exported(page, "JSON").path())).contains("\"overall\": \"fail\"");
        assertThat(Files.readString(exported(page, "Markdown").path())).contains("Verdict: fail.");
        try (ZipFile evidence =
                new ZipFile(exported(page, "Evidence (zip)").path().toFile())) {
            assertThat(evidence.getEntry("verdict.json")).isNotNull();
            assertThat(evidence.getEntry("manifest.json")).isNotNull();
        }
        page.context().close();
    }

    private static Download exported(Page page, String kind) {
        return page.waitForDownload(() -> {
            page.locator(".bar summary").click();
            page.locator(".bar .menu")
                    .getByText(kind, new Locator.GetByTextOptions().setExact(true))
                    .click();
        });
    }
}
