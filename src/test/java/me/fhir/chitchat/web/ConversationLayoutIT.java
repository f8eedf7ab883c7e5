package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the parts of a conversation stand in the window. */
class ConversationLayoutIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @ParameterizedTest
    @ValueSource(ints = {360, 768, 1440})
    void aLongNameLeavesTheTimeInItsLine(int width) {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Names", "insurance-auth-specialist-of-the-second-instance", "two");
            agent.say(
                    number,
                    "insurance-auth-specialist-of-the-second-instance",
                    "turn",
                    Map.of("text", "Good morning."));
            Page page = fixture.visit("/conversations/" + number, width, ColorScheme.DARK);
            BoundingBox name = page.locator(".turnhead .who").boundingBox();
            BoundingBox time = page.locator(".turnhead time").boundingBox();
            BoundingBox turn = page.locator(".turn").boundingBox();
            assertThat(time.y + time.height / 2).isCloseTo(name.y + name.height / 2, within(6.0));
            assertThat(time.x + time.width).isBetween(turn.x + turn.width - 60, turn.x + turn.width);
            page.context().close();
        }
    }

    @Test
    void theTalkStandsInTheMiddleOfAWideWindow() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("In the middle", "one", "two");
            Page page = fixture.visit("/conversations/" + number, 1440, ColorScheme.LIGHT);
            BoundingBox talk = page.locator(".talk").boundingBox();
            BoundingBox log = page.locator(".log").boundingBox();
            assertThat(log.x - talk.x).isCloseTo(talk.x + talk.width - log.x - log.width, within(3.0));
            page.context().close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 768, 1440})
    void longNamesStayWithinTheWindow(int width) {
        String id = "a".repeat(150);
        String title = "Words of a title ".repeat(58);
        String scenario = "long-names-" + width;
        String metadata = "{\"id\":\"%s\",\"title\":\"%s\",\"description\":\"d\"}".formatted(scenario, title);
        fixture.rest()
                .create(
                        scenario,
                        "Long",
                        "{\"metadata\":%s,\"agents\":[%s,%s]}".formatted(metadata, role(id), role("other")));
        Page page = fixture.visit("/scenarios/" + scenario + "/many", width, ColorScheme.LIGHT);
        assertThat(page.locator(".many-form")).isVisible();
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);
        page.navigate(fixture.address("/scenarios/" + scenario + "/run?way=hand"));
        assertThat(page.locator(".ways")).isVisible();
        assertThat(page.locator(".pagehead").boundingBox().height).isLessThan(120);
        page.setViewportSize(width, 740);
        page.getByText("Start and speak").click();
        assertThat(page.locator(".rolecard")).hasAttribute("open", "");
        assertThat(page.locator("#say")).hasAttribute("placeholder", Pattern.compile("Say something as .{1,30}…"));
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);
        page.context().close();
    }

    private static String role(String id) {
        return """
                {"agentId":"%s","principal":{"type":"individual","name":"P"},"situation":"%s","systemPrompt":"x",
                "goals":["g"],"tools":[],"knowledgeBase":{}}""".formatted(id, "You wait. ".repeat(60));
    }

    @Test
    void clearsAFileErrorOnTheNextKey() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Large", "one", "two");
            Page page = fixture.visit("/conversations/" + number + "?as=one");
            page.locator("#say").fill("See the file");
            page.locator(".composer input[type=file]")
                    .setInputFiles(new FilePayload("big.bin", "application/octet-stream", new byte[10_000_001]));
            assertThat(page.locator(".composer"))
                    .hasText(Pattern.compile(
                            "^(?!.*Not sent).*Not attached: “big\\.bin” is too large\\.", Pattern.DOTALL));
            page.locator("#say").press("!");
            assertThat(page.locator(".composer")).not().containsText("too large");
            page.context().close();
        }
    }
}
