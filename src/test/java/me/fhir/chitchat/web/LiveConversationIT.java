package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A conversation as people watch it, and as a person takes part by hand. */
class LiveConversationIT {
    /** Looks again by itself: waitForFunction evaluates its text each time, which the content policy refuses. */
    private static final String AT_THE_BOTTOM = """
            new Promise((arrived, failed) => {
              setTimeout(() => failed(new Error('the window does not stand at the bottom')), 30_000);
              const look = () =>
                document.documentElement.scrollHeight - innerHeight - Math.round(scrollY) === 0
                  ? arrived(null)
                  : requestAnimationFrame(look);
              look();
            })""";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @ParameterizedTest
    @CsvSource({"360, 1", "360, 3", "768, 1", "1440, 3"})
    void theClosingMessageAndItsDocumentsAreInViewWithoutAHand(int width, int documents) {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Watched", "one", "two");
            Page page = fixture.visit("/conversations/" + number, width, ColorScheme.LIGHT);
            assertThat(page.locator(".bar .chip")).containsText("Live");
            for (int i = 0; i < 4; i++) {
                agent.say(
                        number,
                        i % 2 == 0 ? "one" : "two",
                        "turn",
                        Map.of("text", "# A long answer\n\n" + "word ".repeat(200) + "\n\n- a\n- b"));
            }
            List<Map<String, String>> attachments = IntStream.range(0, documents)
                    .mapToObj(i ->
                            Map.of("name", "document-" + i + ".md", "contentType", "text/markdown", "content", "x"))
                    .toList();
            agent.say(
                    number,
                    "one",
                    "conversation",
                    Map.of(
                            "text",
                            "[a](".repeat(300) + "\n\n" + "Approved. ".repeat(120),
                            "attachments",
                            attachments,
                            "outcome",
                            Map.of("status", "success")));
            assertThat(page.locator(".bar .chip[data-o=ok]")).isVisible();
            assertThat(page.locator(".unparsed")).hasCount(0);
            assertThat(page.locator("a.att").last()).isInViewport();
            page.evaluate(AT_THE_BOTTOM);
            page.context().close();
        }
    }

    @Test
    void unfoldingThoughtsLeavesThemWhereTheyAre() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Unfolded", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "line\n\n".repeat(60)));
            agent.trace(number, "two", Map.of("type", "thought", "content", "thinking\n\n".repeat(60)));
            agent.say(number, "two", "turn", Map.of("text", "an answer"));
            Page page = fixture.visit("/conversations/" + number);
            Locator fold = page.locator("details.traces summary");
            page.evaluate(AT_THE_BOTTOM);
            double before = fold.boundingBox().y;
            fold.click();
            assertThat(page.locator(".tr")).isVisible();
            assertThat(fold.boundingBox().y).isBetween(before - 2, before + 2);
        }
    }

    @Test
    void aModelThatFailsIsAStateOfTheWholePage() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Failing", "one", "two");
            Page page = fixture.visit("/conversations/" + number);
            assertThat(page.locator(".bar .chip")).containsText("Live");
            String cause = "The model call failed: openai, HTTP 401. Check OPENAI_API_KEY on the server.";
            agent.trace(number, "one", Map.of("type", "thought", "content", cause, "error", Map.of("message", cause)));
            assertThat(page.locator(".pending")).containsText("its model fails");
            assertThat(page.locator(".outline")).containsText("its model fails");
            assertThat(page.locator("chit-conversation")).not().containsText("working");
            agent.say(number, "one", "turn", Map.of("text", "I am sorry."));
            assertThat(page.locator(".bar")).hasAttribute("data-o", "error");
            assertThat(page.locator(".bar .cause")).containsText("Check OPENAI_API_KEY");
            assertThat(page.locator(".agentcard").first()).containsText("Its model fails");
            assertThat(page.locator("details.traces summary .bad")).hasText("1 failed");
            assertThat(page).hasTitle(Pattern.compile("^! .*fails"));
            Page list = fixture.visit("/conversations?q=Failing");
            assertThat(list.locator("chit-conversations")).containsText("Model fails");
            assertThat(list.locator("chit-conversations .last")).containsText("Check OPENAI_API_KEY");
            assertThat(page.locator("link[rel=icon]")).hasAttribute("href", Pattern.compile(".*icon-error.svg"));

            agent.say(number, "two", "turn", Map.of("text", "Try again."));
            agent.say(number, "one", "turn", Map.of("text", "It works now."));
            assertThat(page.locator(".bar .chip")).containsText("Live");
            // Told at once: no request of the list's timer would see what is not in the log's newest events.
            assertThat(list.locator("chit-conversations")).not().containsText("Model fails");
            list.context().close();
        }
    }

    @Test
    void showsThatAnAgentWasStartedElsewhereBeforeItSaysAnything() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.create(Map.of(
                    "title",
                    "Started elsewhere",
                    "agents",
                    List.of(Map.of("id", "one"), Map.of("id", "two", "agentClass", "EchoAgent"))));
            Page page = fixture.visit("/conversations/" + number);
            assertThat(page.locator(".agentcard").last()).containsText("Not on this server");
            agent.call("lifecycle.ensure", Map.of("conversationId", number, "agentIds", List.of("two")));
            assertThat(page.locator(".agentcard").last()).containsText("On this server");
            page.context().close();
        }
    }

    @Test
    void showsALateAgentWithoutAnEvent() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Late", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "Your turn."));
            Page page = fixture.empty();
            page.clock().install();
            page.navigate(fixture.address("/conversations/" + number));
            assertThat(page.locator(".bar .state")).containsText("expected by");
            page.clock().fastForward("02:00");
            assertThat(page.locator(".bar .late")).containsText("late since");
            assertThat(page.locator(".bar .late")).containsText("the watchdog ends it at about");
            page.context().close();
        }
    }

    @Test
    void aPersonWhoPlaysKnowsTheRoleAndThatItIsTheirTurn() {
        Page page = fixture.visit("/scenarios/scen_knee_mri_01/run?way=hand");
        page.getByText("Start and speak").click();
        page.waitForURL(Pattern.compile(".*/conversations/\\d+\\?as=.*"));
        assertThat(page.locator(".bar .chip")).hasText("Your turn");
        assertThat(page).hasTitle(Pattern.compile("^● Your turn"));
        assertThat(page.locator("#say")).isFocused();
        assertThat(page.locator(".rolecard")).containsText("obtain prior authorization");
        page.getByText("Use the suggested opening").click();
        assertThat(page.locator("#say")).not().hasValue("");
        page.locator(".rolecard").getByText("Get therapy record").click();
        page.locator("#tool-bodyPart").fill("right knee");
        page.getByText("Call it").click();
        page.getByLabel("What Get therapy record brings").fill("Six weeks, documented.");
        page.getByText("Keep the result").click();
        assertThat(page.locator("details.traces summary")).containsText("1 tool call");
        page.keyboard().press("Escape");
        page.locator("#say").press("Control+Enter");
        assertThat(page.locator("chit-turn .message").first()).isVisible();
        assertThat(page.locator("chit-turn").nth(1)).isVisible();
        assertThat(page.locator(".rolecard")).not().hasAttribute("open", "");
    }

    @Test
    void typedTextSurvivesCloseReloadAndTheEnd() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Typed", "one", "two");
            Page page = fixture.visit("/conversations/" + number + "?as=one");
            page.locator("#say").fill("half a sentence");
            page.getByText("Close", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("Speak or instruct").click();
            assertThat(page.locator("#say")).hasValue("half a sentence");
            page.reload();
            assertThat(page.locator("#say")).hasValue("half a sentence");
            page.locator(".composer select").first().selectOption("two");
            assertThat(page.locator("#say")).hasValue("");
            agent.say(number, "one", "conversation", Map.of("text", "Over.", "outcome", Map.of("status", "neutral")));
            assertThat(page.locator(".unsent")).containsText("half a sentence");
            page.locator(".unsent").getByText("Discard").click();
            assertThat(page.locator(".unsent")).hasCount(0);
        }
    }

    @Test
    void aLongTitleLeavesTheWindowToTheConversation() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("title ".repeat(330), "a".repeat(200), "two");
            for (int width : new int[] {360, 768, 1440}) {
                Page page = fixture.visit("/conversations/" + number, width, ColorScheme.DARK);
                assertThat(page.locator(".bar .chip")).isVisible();
                assertThat(page.locator(".bar").boundingBox().height).isLessThan(320);
                assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .isEqualTo(0);
                page.context().close();
            }
        }
    }

    @Test
    void findsWordsToolsAndErrorsInTurnsThatAreNotDrawn() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.create(Map.of(
                    "title", "Searched",
                    "agents", List.of(Map.of("id", "one"), Map.of("id", "two")),
                    "config", Map.of("maxTurns", 200)));
            for (int i = 0; i < 160; i++) {
                agent.say(number, i % 2 == 0 ? "one" : "two", "turn", Map.of("text", "message number " + i + "."));
            }
            Page page = fixture.visit("/conversations/" + number);
            page.getByLabel("Search in this conversation").fill("number 3.");
            assertThat(page.locator("chit-talk-search [role=status]")).hasText("1 of 1");
            assertThat(page.getByText("message number 3.", new Page.GetByTextOptions().setExact(true))
                            .first())
                    .isInViewport();
            page.evaluate("dispatchEvent(new Event('beforeprint'))");
            assertThat(page.locator("chit-turn .message")).hasCount(160);
        }
    }

    @Test
    void pathologicalMarkdownDoesNotFreezeThePage() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Hostile", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "[a](".repeat(5990)));
            agent.say(number, "two", "turn", Map.of("text", "*a ".repeat(6000)));
            agent.say(number, "one", "turn", Map.of("text", "**Fine**\n\n" + "long ".repeat(1000)));
            Page page = fixture.visit("/conversations/" + number);
            assertThat(page.locator("chit-turn")).hasCount(3);
            assertThat(page.locator("chit-turn strong")).hasText("Fine");
            assertThat(page.locator("chit-turn").first()).containsText("[a](");
        }
    }
}
