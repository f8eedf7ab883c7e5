package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person who looks elsewhere is told that it is their turn, where they wish it. */
class TurnAlertIT {
    /** A person elsewhere; what the browser was asked to show and to play is counted. */
    private static final String ELSEWHERE = """
            document.hasFocus = () => false;
            OscillatorNode.prototype.stop = () => {};
            OscillatorNode.prototype.start = () => (document.documentElement.dataset.played += 'tone ');
            window.Notification = class {
              static permission = 'default';
              static requestPermission() {
                Notification.permission = '%s';
                return Promise.resolve('%s');
              }
              constructor(words, { body }) {
                document.documentElement.dataset.shown = `${words}: ${body}`;
              }
            };""";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static Page elsewhere(String permission, int number) {
        Page page = fixture.visit("/status");
        page.addInitScript(ELSEWHERE.replace("%s", permission));
        page.navigate(fixture.address("/conversations/" + number + "?as=two"));
        assertThat(page.locator("#say")).isVisible();
        return page;
    }

    @Test
    void aNotificationSaysWhatWasSaidLast() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("By hand", "one", "two");
            Page page = elsewhere("granted", number);
            page.getByLabel("Tell me when it is mine").check();
            assertThat(page.getByText("A notification will tell you")).isVisible();
            agent.say(number, "one", "turn", Map.of("text", "May I have an MRI?"));
            assertThat(page.locator("html")).hasAttribute("data-shown", "It is your turn: May I have an MRI?");
            assertThat(page.locator("html[data-played]")).hasCount(0);
            page.context().close();
        }
    }

    @Test
    void aSoundTellsWhereNotificationsAreRefusedAndNothingDoesUnasked() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("By hand", "one", "two");
            Page page = elsewhere("denied", number);
            agent.say(number, "one", "turn", Map.of("text", "First."));
            assertThat(page).hasTitle(Pattern.compile("Your turn"));
            assertThat(page.getByLabel("Tell me when it is mine")).hasCount(0);
            agent.say(number, "two", "turn", Map.of("text", "Second."));
            page.getByLabel("Tell me when it is mine").check();
            assertThat(page.getByText("A sound will tell you")).isVisible();
            assertThat(page.locator("html[data-played]")).hasCount(0);
            assertThat(Axe.findings(page)).isEmpty();
            agent.say(number, "one", "turn", Map.of("text", "Third."));
            assertThat(page.locator("html")).hasAttribute("data-played", Pattern.compile("tone tone $"));
            assertThat(page.locator("html[data-shown]")).hasCount(0);
            page.context().close();
        }
    }
}
