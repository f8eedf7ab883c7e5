package me.fhir.chitchat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a first visit costs: bytes as they come over the network, requests, and how much moves while it loads. */
class PageWeightIT {
    /** 90 KB are promised; what lies between leaves room for long titles and lists. */
    private static final long MAX_BYTES = 87_000;

    private static final int MAX_REQUESTS = 20;
    private static final double MAX_SHIFT = 0.05;
    /** After these an agent that was asked to act is late. */
    private static final long TWO_MINUTES = 120_000;

    /** Adds up the score of layout shifts (web.dev/cls) that no person caused. */
    private static final String WATCH_SHIFTS = """
            window.shift = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
            }).observe({ type: 'layout-shift', buffered: true });""";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static long opened;

    @BeforeAll
    static void open() throws Exception {
        opened = System.currentTimeMillis();
        try (WireClient agent = fixture.connect()) {
            int talk = agent.converse("A talk", "one", "two");
            agent.say(talk, "one", "turn", Map.of("text", "Some **Markdown** in a message"));
            judged(agent);
        }
    }

    /** A conversation of a scenario that has ended, so that its verdict arrives above what is read. */
    private static void judged(WireClient agent) {
        List<Map<String, String>> agents =
                List.of(Map.of("id", "patient-agent"), Map.of("id", "insurance-auth-specialist"));
        int talk = agent.create(Map.of("scenarioId", "scen_knee_mri_01", "agents", agents));
        for (int i = 0; i < 6; i++) {
            agent.say(
                    talk, i % 2 == 0 ? "patient-agent" : "insurance-auth-specialist", "turn", Map.of("text", "Well. "));
        }
        agent.say(
                talk,
                "insurance-auth-specialist",
                "conversation",
                Map.of("text", "Approved.", "outcome", Map.of("status", "success")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/scenarios/scen_knee_mri_01",
                "/scenarios/scen_knee_mri_01?tab=edit",
                "/scenarios/scen_knee_mri_01?tab=assistant",
                "/scenarios/scen_knee_mri_01/run",
                "/scenarios/scen_knee_mri_01/run?way=connect",
                "/scenarios/scen_knee_mri_01/run?way=hand",
                "/conversations",
                "/conversations/1",
                "/conversations/1?show=picture",
                "/conversations/1?as=two",
                "/conversations/2",
                "/conversations/2?show=picture",
                "/conversations/2/watch",
                "/projector",
                "/status",
                "/try"
            })
    void firstVisitIsLightAndStandsStill(String path) {
        examine(path, 360);
        examine(path, 1280);
    }

    /** That an agent is late is a sentence in the bar, part of which the server tells a moment later. */
    @ParameterizedTest
    @ValueSource(strings = {"/conversations/1", "/conversations/1/watch", "/projector"})
    void standsStillWhenAnAgentIsLate(String path) {
        for (int width : new int[] {360, 1280}) {
            Page page = fixture.empty();
            page.clock().setFixedTime(System.currentTimeMillis() + TWO_MINUTES);
            measure(page, path, width);
            assertThat(page.locator(".bar .late").innerText()).contains("late since");
            page.context().close();
        }
    }

    private static void examine(String path, int width) {
        Page page = fixture.empty();
        // Else the agent that is to answer may become late while the page is measured.
        page.clock().setFixedTime(opened);
        measure(page, path, width);
        page.context().close();
    }

    private static void measure(Page page, String path, int width) {
        page.setViewportSize(width, 740);
        Network network = Network.of(page);
        page.addInitScript(WATCH_SHIFTS);
        page.navigate(fixture.address(path));
        page.locator("h1").first().waitFor();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(network.bytes())
                    .as("bytes of %s", network.fetched)
                    .isBetween(20_000L, MAX_BYTES);
            softly.assertThat(network.fetched.size())
                    .as("requests %s", network.fetched.keySet())
                    .isBetween(5, MAX_REQUESTS);
            softly.assertThat(((Number) page.evaluate("window.shift")).doubleValue())
                    .as("layout shift at %d px", width)
                    .isLessThan(MAX_SHIFT);
        });
    }

    @Test
    void jsonEditorIsFetchedWhenItsTabIsOpened() {
        Page page = fixture.empty();
        List<Long> sizes = new CopyOnWriteArrayList<>();
        page.onResponse(response -> {
            if (response.url().endsWith(".js")) {
                sizes.add((long) response.body().length);
            }
        });
        page.navigate(fixture.address("/scenarios/scen_knee_mri_01"));
        page.locator("chit-reading").waitFor();
        assertThat(sizes).isNotEmpty().allMatch(size -> size < 100_000);
        page.locator("#tab-json").click();
        page.locator("chit-json").waitFor();
        assertThat(sizes).anyMatch(size -> size > 300_000);
        page.context().close();
    }

    /** What came over the network, by its address, in bytes with headers. */
    private record Network(Map<String, Long> fetched) {
        static Network of(Page page) {
            Map<String, String> addresses = new ConcurrentHashMap<>();
            Map<String, Long> fetched = new ConcurrentHashMap<>();
            CDPSession session = page.context().newCDPSession(page);
            session.send("Network.enable");
            session.on("Network.requestWillBeSent", event -> addresses.put(id(event), url(event)));
            session.on(
                    "Network.loadingFinished",
                    event -> fetched.put(
                            addresses.getOrDefault(id(event), "?") + " (" + id(event) + ")",
                            event.get("encodedDataLength").getAsLong()));
            return new Network(fetched);
        }

        long bytes() {
            return fetched.values().stream().mapToLong(Long::longValue).sum();
        }

        private static String id(JsonObject event) {
            return event.get("requestId").getAsString();
        }

        private static String url(JsonObject event) {
            return event.getAsJsonObject("request").get("url").getAsString();
        }
    }
}
