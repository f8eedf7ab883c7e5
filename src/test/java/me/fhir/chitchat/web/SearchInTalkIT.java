package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is searched for in a conversation is marked where it stands. */
class SearchInTalkIT {
    private static final String MARKED = """
            name => [...(CSS.highlights.get(name) ?? [])].map(String)""";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @Test
    void marksTheWordsInFormattedTextAndGoesFromOneToTheNext() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("To be searched", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "The **Prior** authorization is here."));
            agent.say(number, "two", "turn", Map.of("text", "No prior authorization? A PRIOR AUTHORIZATION!"));
            Page page = fixture.visit("/conversations/" + number);
            assertThat(page.locator("chit-turn")).hasCount(2);
            search(page, "prior authorization");
            assertThat(page.locator("chit-talk-search [role=status]")).hasText("1 of 2");
            awaitMarked(page, "found-here", "Prior authorization");
            awaitMarked(page, "found", "prior authorization", "PRIOR AUTHORIZATION");
            assertThat(page.locator("chit-turn strong")).hasText("Prior");
            page.keyboard().press("Enter");
            awaitMarked(page, "found-here", "prior authorization", "PRIOR AUTHORIZATION");
            page.keyboard().press("Escape");
            awaitMarked(page, "found-here");
            awaitMarked(page, "found");
            page.context().close();
        }
    }

    @Test
    void marksTextFromRightToLeftWithoutTouchingIt() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("From right to left", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "- نحتاج إلى **موافقة** مسبقة"));
            Page page = fixture.visit("/conversations/" + number);
            String before = page.locator("chit-turn .message").innerHTML();
            search(page, "موافقة مسبقة");
            awaitMarked(page, "found-here", "موافقة مسبقة");
            assertThat(page.locator("chit-turn .message").innerHTML()).isEqualTo(before);
            page.context().close();
        }
    }

    @Test
    void scrollsToWordsFarDownInALongMessage() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("A long message", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "Some words.\n\n".repeat(3_000) + "The needle."));
            Page page = fixture.visit("/conversations/" + number);
            search(page, "needle");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                awaitMarked(page, "found-here", "needle");
                Object seen = page.evaluate("""
                        (() => {
                          const [range] = CSS.highlights.get('found-here');
                          const { top, bottom } = range.getBoundingClientRect();
                          return top > 0 && bottom < innerHeight;
                        })()""");
                assertThat(seen).isEqualTo(true);
            });
            page.context().close();
        }
    }

    private static void search(Page page, String words) {
        page.getByLabel("Search in this conversation").fill(words);
    }

    private static void awaitMarked(Page page, String name, String... expected) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat((List<?>) page.evaluate(MARKED, name))
                .isEqualTo(List.of(expected)));
    }
}
