package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection that looks open while nothing passes: after a laptop slept, or behind a proxy that forgot it. */
class SilentServerIT {
    /** A page used to say so only after 30 seconds. */
    private static final double SOON_MS = 15_000;

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @Test
    void saysSoonThatNothingComesAndGoesOnWhenItDoes() {
        AtomicBoolean silent = new AtomicBoolean();
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("A dead socket", "one", "two");
            agent.say(number, "one", "turn", Map.of("text", "message 1"));
            Page page = fixture.visit("/status");
            page.routeWebSocket("**/api/ws", socket -> relay(socket, silent));
            page.navigate(fixture.address("/conversations/" + number));
            assertThat(page.locator("chit-turn")).hasCount(1);
            assertThat(page.locator(".bar .chip")).containsText("Live");

            silent.set(true);
            assertThat(page.locator(".bar .chip"))
                    .hasText("No answer", new LocatorAssertions.HasTextOptions().setTimeout(SOON_MS));
            assertThat(page.locator(".bar .cause")).containsText("The server is silent since");
            agent.say(number, "two", "turn", Map.of("text", "message 2"));
            // It gives up on the connection and makes another one, which is as silent.
            assertThat(page.locator(".bar .chip")).hasText("Reconnecting");
            silent.set(false);
            assertThat(page.locator("chit-turn .message")).hasText(new String[] {"message 1", "message 2"});
            assertThat(page.locator(".bar .chip")).containsText("Live");
            page.context().close();
        }
    }

    /** Passes everything on as long as it is not silent; what is said meanwhile is lost. */
    private static void relay(WebSocketRoute socket, AtomicBoolean silent) {
        WebSocketRoute server = socket.connectToServer();
        socket.onMessage(frame -> {
            if (!silent.get()) {
                server.send(frame.text());
            }
        });
        server.onMessage(frame -> {
            if (!silent.get()) {
                socket.send(frame.text());
            }
        });
    }
}
