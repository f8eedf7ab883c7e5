package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.KeyboardInput.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConversationPageIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @Test
    void theOutlineMarksTheTurnThatIsRead() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("To be scrolled", "one", "two");
            for (int i = 1; i <= 30; i++) {
                agent.say(number, i % 2 == 1 ? "one" : "two", "turn", Map.of("text", "Words of turn " + i));
            }
            Page page = fixture.visit("/conversations/" + number);
            Locator current = page.locator(".outline [aria-current]");
            assertThat(page.locator("chit-turn").last()).isInViewport();
            page.keyboard().press("Home");
            assertThat(current).hasAttribute("href", "#e2");
            page.keyboard().press("End");
            assertThat(current).containsText(Pattern.compile("Words of turn [23][0-9]"));
            assertThat(current).isInViewport();
            page.context().close();
        }
    }

    @Test
    void leadsAVisitorFromTheScenarioToItsOutcomeAndAnAttachment() {
        Page page = fixture.visit("/");
        page.locator("article.card", new Page.LocatorOptions().setHasText("knee MRI"))
                .getByText("Run", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("Only the rehearsal model is set up.")).isVisible();
        page.getByText("Start and watch").click();
        page.waitForURL(Pattern.compile(".*/conversations/\\d+$"));
        assertThat(page.locator(".bar .chip[data-o=ok], .bar .chip[data-o=fail]"))
                .isVisible();
        assertThat(page).hasTitle(Pattern.compile("^[✓×] \\w+ · Prior authorization .*MRI · Chitchat$"));

        page.locator("a.att").first().click();
        assertThat(page.locator("chit-viewer .doc")).not().isEmpty();
        page.reload();
        assertThat(page.locator("chit-viewer h2")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("chit-viewer")).hasCount(0);

        String json = exported(page, "JSON");
        assertThat(json).contains("\"meta_created\"").contains("\"outcome\"");
        assertThat(exported(page, "Markdown"))
                .startsWith("# Prior authorization")
                .contains("Outcome: ");
    }

    private static String exported(Page page, String kind) {
        Download file = page.waitForDownload(() -> {
            page.locator(".bar summary").click();
            page.locator(".bar .menu")
                    .getByText(kind, new Locator.GetByTextOptions().setExact(true))
                    .click();
        });
        try {
            return Files.readString(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhatWasDecidedByTheNamesOfItsValues() {
        try (WireClient agent = fixture.connect()) {
            List<Map<String, String>> agents =
                    List.of(Map.of("id", "patient-agent"), Map.of("id", "insurance-auth-specialist"));
            int number = agent.create(Map.of("scenarioId", "scen_knee_mri_01", "agents", agents));
            agent.say(number, "patient-agent", "turn", Map.of("text", "May we?"));
            Map<String, ?> args = Map.of("authorizationNumber", "PA-7", "rationale", "Long. ".repeat(20));
            agent.trace(
                    number,
                    "insurance-auth-specialist",
                    Map.of(
                            "type",
                            "tool_call",
                            "name",
                            "issue_authorization_approval",
                            "toolCallId",
                            "t1",
                            "args",
                            args));
            agent.say(
                    number,
                    "insurance-auth-specialist",
                    "conversation",
                    Map.of("text", "Yes.", "outcome", Map.of("status", "success")));
            Page page = fixture.visit("/conversations/" + number);
            assertThat(page.locator(".bar .cause b"))
                    .hasText("Issue authorization approval: authorization number PA-7.");
            page.context().close();
        }
    }

    @Test
    void showsAClosingMessageAtOnce() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Short talk — with a dash", "one", "two");
            Page page = fixture.visit("/conversations/" + number);
            assertThat(page.locator(".bar .chip")).containsText("Live");
            agent.say(number, "one", "turn", Map.of("text", "**Hello**"));
            assertThat(page.locator("chit-turn strong")).hasText("Hello");
            assertThat(page.locator(".bar .wait")).containsText("waiting for two");
            agent.say(
                    number,
                    "two",
                    "conversation",
                    Map.of("text", "No.", "outcome", Map.of("status", "failure", "reason", "Not covered")));
            assertThat(page.locator(".bar .chip[data-o=fail]")).hasText("Failure");
            assertThat(page.locator(".bar .cause")).containsText("Not covered");
        }
    }

    @Test
    void cancelsAConversation() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("To be canceled", "one", "two");
            Page page = fixture.visit("/conversations/" + number);
            page.getByLabel("Cancel conversation").click();
            // Keys that are shortcuts elsewhere are only letters here.
            type(page.getByLabel("End it for everyone?"), "wrong patient? j/k");
            page.keyboard().press("Enter");
            assertThat(page.locator(".bar .chip[data-o=canceled]")).isVisible();
            assertThat(page.locator(".bar .cause")).containsText("wrong patient? j/k");
            assertThat(page.locator("dialog")).hasCount(0);
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheConnectionBreaks() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Offline and back", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "message 1"));
            Page page = fixture.visit("/conversations/" + number);
            assertThat(page.locator("chit-turn")).hasCount(1);
            PageFixture.goOffline(page);
            assertThat(page.locator(".bar .chip")).hasText("Reconnecting");
            assertThat(page).hasTitle(Pattern.compile("^Reconnecting · Offline and back"));
            assertThat(page.locator("link[rel=icon]")).hasAttribute("href", Pattern.compile("icon-closed\\.svg$"));
            agent.say(number, "two", "turn", Map.of("text", "message 2"));
            agent.say(number, "one", "turn", Map.of("text", "message 3"));
            page.context().setOffline(false);
            assertThat(page.locator("chit-turn .message"))
                    .hasText(new String[] {"message 1", "message 2", "message 3"});
            assertThat(page.locator(".bar .chip")).containsText("Live");
            assertThat(page).hasTitle(Pattern.compile("^● Waiting for .*Offline and back"));
            assertThat(page.locator("link[rel=icon]")).hasAttribute("href", Pattern.compile("icon-live\\.svg$"));
        }
    }

    @Test
    void saysInWordsThatAnAgentRepeatsItselfAndLeadsToWhatItSaid() {
        try (WireClient agent = fixture.connect()) {
            Object[] roster = {Map.of("id", "patient-agent"), Map.of("id", "insurance-auth-specialist")};
            Map<String, ?> meta = Map.of("title", "In a circle", "scenarioId", "scen_knee_mri_01", "agents", roster);
            int number = agent.create(meta);
            for (int i = 0; i < 6; i++) {
                String who = i % 2 == 0 ? "patient-agent" : "insurance-auth-specialist";
                String words = i % 2 == 0 ? "I ask once more for an answer." : "Reference number " + 1234 * i + ".";
                agent.say(number, who, "turn", Map.of("text", words));
            }
            Page page = fixture.visit("/conversations/" + number);
            Locator note = page.locator(".note", new Page.LocatorOptions().setHasText("Patient agent"));
            assertThat(note).hasText(Pattern.compile("Patient agent repeats itself \\(#2, #\\d\\)"));
            assertThat(page.locator(".log")).not().containsText("noticed");
            note.getByText("#2").click();
            assertThat(page).hasURL(Pattern.compile("#e2$"));
            page.context().close();
        }
    }

    @Test
    void speaksAsAnAgentByHand() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("By hand", "one", "two");
            Page page = fixture.visit("/conversations/" + number + "?as=one");
            page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                    .fill("typed by a person");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator("chit-turn .message")).hasText("typed by a person");
            assertThat(page.locator("chit-composer textarea")).hasValue("");
        }
    }

    @Test
    void neverRunsTextFromOutside() {
        String evil = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>"
                + "[a](javascript:window.pwned=1) [b](data:text/html,<script>window.pwned=1</script>)"
                + " <a href=\"javascript:window.pwned=1\">c</a> \u202e שלום 🧑🏽‍⚕️ " + "W".repeat(400);
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse(evil, "<b>one</b>", "مرحبا");
            agent.trace(number, "<b>one</b>", Map.of("type", "thought", "content", evil));
            agent.say(
                    number,
                    "<b>one</b>",
                    "turn",
                    Map.of(
                            "text",
                            evil,
                            "attachments",
                            List.of(Map.of(
                                    "name", evil.substring(0, 60), "contentType", "text/html", "content", evil))));
            agent.say(number, "مرحبا", "turn", Map.of("text", ("1 MB **" + evil + "** ").repeat(2000)));
            Page page = fixture.visit("/conversations/" + number + "?show=traces");
            assertThat(page.locator("chit-turn")).hasCount(2);
            page.locator("a.att").click();
            assertThat(page.locator("chit-viewer .doc")).containsText("<script>");
            assertThat(page.locator("chit-conversation img, chit-conversation script, a[href^='javascript:']"))
                    .hasCount(0);
            assertThat(page.evaluate("window.pwned")).isNull();
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
        }
    }

    @Test
    void aLinkLeadsToOneEventEvenIntoFoldedTraces() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Linked", "one", "two");
            for (int i = 0; i < 12; i++) {
                agent.say(
                        number, i % 2 == 0 ? "one" : "two", "turn", Map.of("text", ("line " + i + "\n\n").repeat(12)));
            }
            agent.trace(number, "one", Map.of("type", "thought", "content", "a first thought"));
            int seq = agent.trace(number, "one", Map.of("type", "thought", "content", "the thought"));
            agent.say(number, "one", "turn", Map.of("text", "line\n\n".repeat(60)));
            Page page = fixture.visit("/conversations/" + number + "#e" + seq);
            assertThat(page.locator("#e" + seq)).isInViewport();
            assertThat(page.locator("#e" + seq)).containsText("the thought");
        }
    }

    @Test
    void saysThatAConversationDoesNotExist() {
        Page page = fixture.visit("/conversations/99999");
        assertThat(page.getByText("Conversation 99999 does not exist")).isVisible();
        assertThat(page.getByText("The server says:")).isVisible();
    }
}
