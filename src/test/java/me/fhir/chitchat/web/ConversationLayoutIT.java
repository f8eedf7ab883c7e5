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
