package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StatusPageIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @Test
    void countsThoseWhoAreConnectedWhileTheyAre() {
        Page page = fixture.visit("/status");
        Locator connected = tile(page, "Connected pages and agents").locator("b");
        assertThat(connected).hasText("0");
        try (WireClient agent = fixture.connect()) {
            agent.converse("Connected", "one", "two");
            assertThat(connected).hasText("1");
        }
        assertThat(connected).hasText("0");
        page.context().close();
    }

    @Test
    void drawsTheLastHourAndNamesWhatTheWatchdogEndsNext() {
        for (int width : new int[] {360, 1440}) {
            Page page = fixture.visit("/conversations", width, ColorScheme.DARK);
            String told =
                    later(page.request().get(fixture.address("/api/status")).text());
            page.route(
                    "**/api/status",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(told)));
            page.navigate(fixture.address("/status"));
            assertThat(tile(page, "Events in the last minute").locator("b")).hasText("7");
            assertThat(page.locator(".spark")).hasAttribute("aria-label", Pattern.compile("between 0 and 40 events"));
            assertThat(page.getByText("if nobody speaks").locator("a")).hasAttribute("href", "/conversations/41");
            assertThat(Axe.findings(page)).isEmpty();
            page.context().close();
        }
    }

    /** The status of a server that has been up for longer than this one. */
    private static String later(String status) {
        JsonNode told = RestClient.json(status);
        ((ObjectNode) told.get("traffic"))
                .putArray("eventsPerMinute")
                .add(0)
                .add(40)
                .add(12)
                .add(7);
        ((ObjectNode) told.get("watchdog"))
                .putObject("next")
                .put("conversation", 41)
                .put("at", told.get("now").asText());
        return told.toString();
    }

    private static Locator tile(Page page, String name) {
        return page.locator(".tile", new Page.LocatorOptions().setHasText(name));
    }
}
