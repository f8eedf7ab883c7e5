package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wherever the page shows a short time, the exact one is in its title, and the keyboard gets to it. */
class ExactTimesIT {
    /** Short times that stand in no element with an exact one. Texts of people and agents are exempt. */
    private static final String BARE = """
            () => {
              const short = /\\b\\d{1,2}:\\d{2}\\b(?! min)|\\b(today|tomorrow|yesterday|\\d+ days ago)\\b|^\\s*now\\s*$/;
              const exact = 'time[title][datetime], chit-clock[title]';
              const texts = document.createTreeWalker(document.querySelector('#main'), NodeFilter.SHOW_TEXT);
              const bare = [];
              while (texts.nextNode()) {
                const { data, parentElement } = texts.currentNode;
                if (short.test(data) && !parentElement.closest(`${exact}, chit-text, pre, code, textarea`)) bare.push(data);
              }
              return bare;
            }""";

    /** Times whose exact form the keyboard does not get to, by what is shown of them. */
    private static final String UNREACHED = """
            () => {
              // A tip that is open from before may tell the time of a row that has changed since.
              document.activeElement?.blur();
              return [...document.querySelectorAll('#main time')].filter((time) => {
                if (!time.checkVisibility()) return false;
                const owner = time.closest('.r')?.querySelector('a.cover') ?? time.closest('.card')?.querySelector('h2 a')
                  ?? time.closest('.turnhead')?.querySelector('a.perma');
                (time.tabIndex === 0 ? time : owner)?.focus();
                const shown = document.querySelector('#exact-time:popover-open')?.textContent;
                document.activeElement?.blur();
                return !shown || !shown.includes(time.title) || !/\\d{4}/.test(shown) || !/\\d:\\d\\d:\\d\\d/.test(shown)
                  || document.querySelector('#exact-time:popover-open');
              }).map((time) => time.outerHTML);
            }""";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @BeforeAll
    static void open() throws Exception {
        new ScenarioClient(fixture)
                .put(Map.of(
                        "name",
                        "Chatted",
                        "config",
                        Map.of(
                                "metadata",
                                Map.of("id", "chatted", "title", "Chatted"),
                                "agents",
                                List.of(Map.of("agentId", "a"), Map.of("agentId", "b"))),
                        "history",
                        List.of(
                                Map.of("role", "user", "content", "Hello", "at", "2026-11-23T16:30:00.123Z"),
                                Map.of("role", "user", "content", "Hello", "at", "long ago"))));
        try (WireClient agent = fixture.connect()) {
            int talk = agent.converse("A talk", "one", "two");
            agent.say(talk, "one", "turn", Map.of("text", "Hello"));
            agent.say(talk, "two", "conversation", Map.of("text", "Done.", "outcome", Map.of("status", "success")));
            int live = agent.converse("A live talk", "one", "two");
            agent.say(live, "one", "none", Map.of("text", "Hello"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/?show=all, 3",
        "/scenarios/scen_knee_mri_01, 1",
        "/scenarios/scen_knee_mri_01?tab=edit, 1",
        "/scenarios/chatted?tab=json, 1",
        "/scenarios/scen_knee_mri_01/run, 0",
        "/scenarios/scen_knee_mri_01/run?way=hand, 0",
        "/scenarios/scen_knee_mri_01/run?way=connect, 0",
        "/configured/eyJhZ2VudHMiOlt7ImlkIjoib25lIn0seyJpZCI6InR3byJ9XX0, 0",
        "/conversations, 2",
        "/conversations/1, 6",
        "/conversations/1?show=traces, 6",
        "/conversations/2, 4",
        "/conversations/2?as=one, 4",
        "/conversations/999, 0",
        "/status, 1",
        "/try, 0",
        "/nowhere, 0"
    })
    void isThereForEveryShortTime(String path, int atLeast) {
        Page page = fixture.visit(path);
        assertThat(page.locator("h1").first()).isAttached();
        assertThat(page.locator(".skel")).hasCount(0);
        if (atLeast > 0) {
            assertThat(page.locator("#main time").nth(atLeast - 1)).isAttached();
        }
        assertThat(page.evaluate(BARE)).as("bare times of %s", path).isEqualTo(List.of());
        assertThat(page.evaluate(UNREACHED)).as("unreached times of %s", path).isEqualTo(List.of());
        page.context().close();
    }

    @Test
    void isThereForWhatASessionAddsToAScenario() {
        Page page = fixture.visit("/scenarios/chatted?tab=assistant", 360, ColorScheme.DARK);
        Locator times = page.locator(".chat time, chit-assistant time");
        assertThat(times).hasCount(2);
        assertThat(times.nth(1)).hasAttribute("title", "long ago");
        page.navigate(fixture.address("/scenarios/chatted?tab=edit"));
        page.locator("chit-form input").first().fill("Changed");
        assertThat(page.locator(".draft time")).isVisible();
        assertThat(page.evaluate(UNREACHED)).isEqualTo(List.of());
        page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".toast time")).isVisible();
        assertThat(page.evaluate(BARE)).isEqualTo(List.of());
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);

        page.navigate(fixture.address("/scenarios/scen_knee_mri_01"));
        page.locator("chit-lock-banner")
                .getByText("Unlock", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.getByLabel("Edit token").fill(RunningService.EDIT_TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.locator("chit-lock-banner time")).containsText("tomorrow");
        assertThat(page.evaluate(UNREACHED)).isEqualTo(List.of());
        page.context().close();
    }

    @Test
    void aRowShowsAllOfItsTimes() {
        Page page = fixture.visit("/conversations");
        Locator row = page.locator(".rows .r").first();
        assertThat(row.locator("time")).hasCount(2);
        // At once, for the list may be drawn anew at any moment.
        Object shown = page.evaluate("""
                () => {
                  const row = document.querySelector('.rows .r');
                  row.querySelectorAll('time').forEach((time, at) => {
                    time.title = `Monday, November 30, 2026 at 7:38:2${at} AM UTC`;
                  });
                  row.querySelector('a.cover').focus();
                  return document.getElementById('exact-time').textContent;
                }""");
        org.assertj.core.api.Assertions.assertThat(shown)
                .isEqualTo("Updated: Monday, November 30, 2026 at 7:38:20 AM UTC\n"
                        + "Began: Monday, November 30, 2026 at 7:38:21 AM UTC");
        assertThat(page.locator("#exact-time")).isVisible();
        assertThat(page.evaluate(UNREACHED)).isEqualTo(List.of());
        page.context().close();
    }

    @Test
    void wordsForAShortWhileAgoGrowOld() {
        Page page = fixture.empty();
        page.clock().install();
        try (WireClient agent = fixture.connect()) {
            page.navigate(fixture.address("/conversations"));
            assertThat(page.locator(".rows .r").first()).isVisible();
            agent.converse("Just begun", "one", "two");
            Locator row = page.locator(".rows .r", new Page.LocatorOptions().setHasText("Just begun"));
            page.clock().runFor(2_000);
            assertThat(row.locator("time.end")).hasText("now");
            // Within one tick of the clock that all times share, and before the list is asked for again.
            page.route("**/api/conversations*", route -> route.abort());
            page.clock().runFor(12_000);
            assertThat(row.locator("time.end")).not().hasText("now");
        }
        page.context().close();
    }

    @Test
    void aSpanOfDaysIsInWords() {
        Page page = fixture.visit("/conversations/2");
        assertThat(page.locator("chit-clock").first()).isAttached();
        assertThat(page.evaluate("""
                        () => {
                          const clock = document.createElement('chit-clock');
                          document.body.append(clock);
                          clock.since = Date.now() - (485 * 24 + 3) * 3600000 - 603000;
                          return `${clock.textContent}, ${clock.getAttribute('aria-label')}`;
                        }""")).isEqualTo("485 days 3 h, 485 days 3 h");
        page.context().close();
    }
}
