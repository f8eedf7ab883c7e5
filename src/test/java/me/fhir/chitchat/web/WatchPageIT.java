package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A conversation without controls behind a link, and the newest live one on a projector. */
class WatchPageIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static final String CONTROLS = "header.app, .dock .btn, .bar .btn, .rail, .tools, textarea, select";
    private static final Pattern UPDATED_AT = Pattern.compile("(?<=\"updatedAt\":\")[^\"]+");
    private static final String TO_THE_BOTTOM =
            "() => document.documentElement.scrollHeight - innerHeight - scrollY <= 1";

    @Test
    void aWatchLinkShowsTheTalkAndNothingToChangeIt() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("For the audience", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "The first word."));
            for (int width : new int[] {360, 1440}) {
                Page page = fixture.visit("/conversations/" + number, width, ColorScheme.DARK);
                page.locator(".bar .menu summary").click();
                page.getByText("Watch link").click();
                assertThat(page).hasURL(Pattern.compile("/conversations/" + number + "/watch$"));
                assertThat(page.locator(".log")).containsText("The first word.");
                assertThat(page.locator(CONTROLS)).hasCount(0);
                page.keyboard().press("s");
                assertThat(page.locator("chit-composer")).hasCount(0);
                assertThat(Axe.findings(page)).isEmpty();
                page.context().close();
            }
        }
    }

    @Test
    void aWatchLinkFollowsToTheOutcome() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Watched to the end", "one", "two");
            Page page = fixture.visit("/conversations/" + number + "/watch");
            assertThat(page.locator(".log")).containsText("Nothing has been said yet.");
            for (int i = 0; i < 8; i++) {
                agent.say(number, i % 2 == 0 ? "one" : "two", "turn", Map.of("text", "A paragraph.\n\n".repeat(9)));
            }
            agent.say(
                    number,
                    "one",
                    "conversation",
                    Map.of("text", "The last word.", "outcome", Map.of("status", "success")));
            assertThat(page.locator(".bar .chip[data-o=ok]")).hasText("Success");
            assertThat(page.getByText("The last word.").last()).isInViewport();
            page.waitForFunction(TO_THE_BOTTOM);
            page.context().close();
        }
    }

    @Test
    void aProjectorGoesToTheNewestLiveConversationInLargeType() {
        try (WireClient agent = fixture.connect()) {
            int older = agent.converse("An older talk", "one", "two");
            int newer = agent.converse("A newer talk", "one", "two");
            Page page = fixture.visit("/conversations", 1440, ColorScheme.LIGHT);
            page.getByText("Projector").click();
            Locator title = page.locator(".bar h1");
            assertThat(title).containsText("A newer talk");
            page.getByText("QR code").click();
            assertThat(page.locator(".watchcode .qr")).isVisible();
            assertThat(number(page, "parseFloat(getComputedStyle(document.documentElement).fontSize)"))
                    .isGreaterThan(20);
            assertThat(QrCode.read(page.locator(".watchcode .qr")))
                    .isEqualTo(fixture.address("/conversations/" + newer + "/watch"));
            agent.say(older, "one", "turn", Map.of("text", "It goes on."));
            agent.say(newer, "one", "conversation", Map.of("text", "Done.", "outcome", Map.of("status", "success")));
            assertThat(page.locator(".bar .chip[data-o=ok]")).isVisible();
            assertThat(title).containsText("An older talk");
            int newest = agent.converse("The newest talk", "one", "two");
            assertThat(title).containsText("The newest talk");
            page.getByText("Large type").click();
            assertThat(page).hasURL(Pattern.compile("type=normal"));
            assertThat(number(page, "parseFloat(getComputedStyle(document.documentElement).fontSize)"))
                    .isEqualTo(16);
            page.reload();
            assertThat(title).containsText("The newest talk");
            for (int each : new int[] {older, newest}) {
                agent.say(each, "one", "conversation", Map.of("text", "Done.", "outcome", Map.of("status", "neutral")));
            }
            page.reload();
            assertThat(page.getByText("No conversation is live")).isVisible();
            page.context().close();
        }
    }

    @Test
    void aProjectorLeavesAnIdleTalkForOneThatGoesOnAndShowsItsDecision() {
        try (WireClient agent = fixture.connect()) {
            int busy = agent.converse("Something happens here", "one", "two");
            int idle = agent.converse("Abandoned by its agent", "one", "two");
            Page page = fixture.empty();
            page.clock().install(new Clock.InstallOptions().setTime(System.currentTimeMillis()));
            page.navigate(fixture.address("/projector"));
            Locator title = page.locator(".bar h1");
            assertThat(title).containsText("Abandoned by its agent");
            Locator next = page.getByText("Next", new Page.GetByTextOptions().setExact(true));
            next.click();
            assertThat(title).containsText("Something happens here");
            next.click();
            assertThat(title).containsText("Abandoned by its agent");
            // Longer than the 20 seconds after which a talk is idle beside another one.
            page.reload();
            assertThat(title).containsText("Abandoned by its agent");
            letTimePass(page, Duration.ofSeconds(21));
            agent.say(busy, "one", "turn", Map.of("text", "It goes on."));
            assertThat(title).containsText("Something happens here");
            agent.say(busy, "two", "conversation", Map.of("text", "Done.", "outcome", Map.of("status", "success")));
            assertThat(page.locator(".bar .chip[data-o=ok]")).isVisible();
            // Longer than any conversation that has ended stays when another one goes on.
            page.clock().fastForward(11_000);
            assertThat(title).containsText("Something happens here");
            agent.say(idle, "one", "turn", Map.of("text", "It is back."));
            assertThat(title).containsText("Abandoned by its agent");
            agent.say(idle, "two", "conversation", Map.of("text", "Done.", "outcome", Map.of("status", "neutral")));
            page.context().close();
        }
    }

    /** The page's clock goes on, and what happens on the server from now on is later by as much. */
    private static void letTimePass(Page page, Duration passed) {
        Instant now = Instant.now();
        page.route("**/api/conversations?*", route -> {
            // The page asks for what has changed since a time that the server has not reached.
            String all = route.request().url().replaceAll("&updatedAfter=[^&]*", "");
            APIResponse answer = route.fetch(new Route.FetchOptions().setUrl(all));
            String later = UPDATED_AT.matcher(answer.text()).replaceAll(time -> {
                Instant updated = Instant.parse(time.group());
                return updated.isBefore(now)
                        ? time.group()
                        : updated.plus(passed).toString();
            });
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(later));
        });
        page.clock().fastForward(passed.toMillis());
    }

    @Test
    void aProjectorShowsTheDecisionOfATalkThatWasOverBeforeItsTurnOnTheScreen() {
        try (WireClient agent = fixture.connect()) {
            int first = agent.converse("Waits for its agent", "one", "two");
            Page page = fixture.visit("/projector", 1440, ColorScheme.LIGHT);
            Locator title = page.locator(".bar h1");
            assertThat(title).containsText("Waits for its agent");
            int quick = agent.converse("Decided at once", "one", "two");
            agent.say(quick, "one", "conversation", Map.of("text", "Done.", "outcome", Map.of("status", "success")));
            assertThat(title).containsText("Decided at once");
            assertThat(page.locator(".bar .chip[data-o=ok]")).isVisible();
            agent.say(first, "one", "conversation", Map.of("text", "Done.", "outcome", Map.of("status", "neutral")));
            page.context().close();
        }
    }

    /** Its buttons are fixed, so none of them makes the page wider: they are asked one by one. */
    @Test
    void aProjectorOnAPhoneOffersOnlyWhatItCanShowInsideTheWindow() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("In a hand", "one", "two");
            Page page = fixture.visit("/projector", 360, ColorScheme.DARK);
            assertThat(page.locator(".bar h1")).containsText("In a hand");
            assertThat(page.getByText("QR code")).isHidden();
            Locator buttons = page.locator(".watchacts .btn:visible");
            assertThat(buttons).hasCount(2);
            for (Locator button : buttons.all()) {
                assertThat(button).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
            }
            agent.say(number, "one", "conversation", Map.of("text", "Done.", "outcome", Map.of("status", "neutral")));
            page.context().close();
        }
    }

    @Test
    void aProjectorThatWasLeftLetsGoOfTheScreenEvenWhenItIsGrantedLater() {
        Page page = fixture.empty();
        page.addInitScript("""
                Object.defineProperty(navigator, 'wakeLock', { value: {
                  request: () => new Promise((granted) => {
                    window.grantLock = () => granted({ release: async () => { window.released = true; } });
                  }),
                } });
                """);
        page.navigate(fixture.address("/projector"));
        page.waitForFunction("() => window.grantLock !== undefined");
        page.evaluate("() => { document.querySelector('chit-watch').remove(); window.grantLock(); }");
        page.waitForFunction("() => window.released");
        page.context().close();
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }
}
