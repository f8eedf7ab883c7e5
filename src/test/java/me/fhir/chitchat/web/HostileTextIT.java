package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field that clients fill holds markup, scripts, right-to-left text and emoji: nothing runs or breaks. */
class HostileTextIT {
    private static final String EVIL = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>"
            + "<svg/onload=window.pwned=1> [a](javascript:window.pwned=1) [b](data:text/html,<script>x</script>)"
            + " <a href=\"javascript:window.pwned=1\">c</a> ${alert(1)} {{7*7}} \u202e\u2066 שלום مرحبا 🧑🏽‍⚕️\uFFFD "
            + "W".repeat(300);
    private static final String SCENARIO = "evil_\"<b>'&?#%";
    private static final String ONE = "<b onmouseover=window.pwned=1>one</b>";
    private static final String TWO = "مرحبا 🧑🏽‍⚕️/../?x=1#y";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static int talk;
    private static int open;

    @BeforeAll
    static void open() throws Exception {
        store(scenario());
        try (WireClient agent = fixture.connect()) {
            talk = converse(agent);
            for (Map<String, ?> trace : traces()) {
                agent.trace(talk, ONE, trace);
            }
            agent.say(talk, ONE, "turn", Map.of("text", EVIL, "attachments", attachments()));
            agent.say(
                    talk,
                    TWO,
                    "conversation",
                    Map.of(
                            "text",
                            ("**" + EVIL + "** ").repeat(1500),
                            "outcome",
                            Map.of("status", EVIL.substring(0, 200), "reason", EVIL)));
            open = converse(agent);
            agent.say(open, ONE, "none", Map.of("text", "x".repeat(1 << 20)));
        }
    }

    private static int converse(WireClient agent) {
        Map<String, Object> meta = Map.of(
                "title", EVIL,
                "description", EVIL,
                "scenarioId", SCENARIO,
                "custom", Map.of("bridge", EVIL, "bridgeConfig64Hash", EVIL),
                "agents",
                        List.of(
                                Map.of("id", ONE, "config", Map.of("model", EVIL)),
                                Map.of("id", TWO, "agentClass", EVIL)));
        return agent.create(meta);
    }

    private static List<Map<String, ?>> traces() {
        return List.of(
                Map.of("type", "thought", "content", EVIL),
                Map.of("type", "tool_call", "name", EVIL, "args", Map.of(EVIL, EVIL), "toolCallId", EVIL),
                Map.of("type", "tool_result", "toolCallId", EVIL, "error", EVIL),
                Map.of("type", "tool_call", "name", "t", "args", Map.of(), "toolCallId", "2"),
                Map.of(
                        "type",
                        "tool_result",
                        "toolCallId",
                        "2",
                        "result",
                        Map.of("content", EVIL, "name", EVIL, "contentType", EVIL)),
                Map.of("type", "user_query", "question", EVIL, "context", EVIL),
                Map.of("type", "user_response", "queryId", EVIL, "response", EVIL));
    }

    private static List<Map<String, ?>> attachments() {
        return List.of(
                Map.of("name", EVIL, "contentType", "text/html", "content", EVIL, "summary", EVIL),
                Map.of("name", EVIL, "contentType", "text/markdown", "content", EVIL.repeat(3000)),
                Map.of("name", "a.json", "contentType", "application/json", "content", "{\"x\":" + EVIL),
                Map.of("name", "a.svg", "contentType", "image/svg+xml", "content", "<svg onload='window.pwned=1'/>"),
                Map.of(
                        "name",
                        "a.png",
                        "contentType",
                        "image/png",
                        "content",
                        "bm90IGEgcGljdHVyZQ==",
                        "encoding",
                        "base64"));
    }

    private static Map<String, Object> scenario() {
        Map<String, Object> agent = new HashMap<>(Map.of(
                "principal", Map.of("type", "organization", "name", EVIL, "description", EVIL),
                "situation", EVIL,
                "systemPrompt", EVIL,
                "goals", List.of(EVIL),
                "messageToUseWhenInitiatingConversation", EVIL + "'\"$(id)`id`",
                "knowledgeBase", Map.of(EVIL, EVIL),
                "tools",
                        List.of(Map.of(
                                "toolName", EVIL, "description", EVIL, "inputSchema", Map.of("type", "object")))));
        Map<String, Object> one = new HashMap<>(agent);
        one.put("agentId", ONE);
        agent.put("agentId", TWO);
        return Map.of(
                "metadata",
                Map.of(
                        "id",
                        SCENARIO,
                        "title",
                        EVIL,
                        "description",
                        EVIL,
                        "background",
                        EVIL,
                        "challenges",
                        List.of(EVIL),
                        "tags",
                        List.of(EVIL, "published")),
                "agents",
                List.of(one, agent));
    }

    private static void store(Map<String, Object> config) throws Exception {
        String body = new ObjectMapper().writeValueAsString(Map.of("name", EVIL, "config", config));
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(fixture.address("/api/scenarios")))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static String path(String pattern) {
        return pattern.replace("SCENARIO", "evil_%22%3Cb%3E'%26%3F%23%25")
                .replace("TALK", String.valueOf(talk))
                .replace("OPEN", String.valueOf(open));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?show=all",
                "/scenarios/SCENARIO",
                "/scenarios/SCENARIO/run",
                "/scenarios/SCENARIO/run?way=hand",
                "/scenarios/SCENARIO/run?way=connect",
                "/scenarios/SCENARIO/run?way=connect&protocol=mcp&snippet=curl",
                "/scenarios/SCENARIO/run?way=connect&protocol=websocket",
                "/conversations",
                "/conversations?scenario=%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E&q=%3Cb%3E",
                "/conversations/TALK?show=traces",
                "/conversations/OPEN?as=%3Cb%3E"
            })
    void nothingRunsAndNothingBreaks(String pattern) {
        for (int width : new int[] {360, 1280}) {
            Page page = fixture.visit(path(pattern), width, ColorScheme.LIGHT);
            assertThat(page.locator("h1")).hasCount(1);
            assertThat(page.locator(".skel")).hasCount(0);
            assertUnharmed(page, pattern + " at " + width);
            page.context().close();
        }
        assertThat(fixture.complaints()).as(pattern).isEmpty();
    }

    @Test
    void everyAttachmentOpens() {
        Page page = fixture.visit("/conversations/" + talk);
        assertThat(page.locator("a.att")).hasCount(5);
        for (int i = 0; i < 5; i++) {
            page.locator("a.att").nth(i).click();
            assertThat(page.locator("chit-viewer .doc > *").first()).isVisible();
            assertUnharmed(page, "attachment " + i);
        }
    }

    /** Short enough to be parsed at once, but for what lies below each level of a list or quotation. */
    @ParameterizedTest
    @ValueSource(strings = {"- ", "1. ", "+ - ", ">- "})
    void deepListsAreParsedBesideThePage(String mark) throws Exception {
        int deep;
        try (WireClient agent = fixture.connect()) {
            deep = converse(agent);
            String text = mark.repeat(500 / mark.length()) + "===\n".repeat(700);
            agent.say(deep, ONE, "none", Map.of("text", text));
            agent.say(deep, ONE, "none", Map.of("text", "- one\n  - two\n    - three"));
        }
        Page page = fixture.empty();
        page.addInitScript("new MutationObserver(() => {"
                + " for (const part of document.querySelectorAll('.unparsed')) window.waited = part.textContent.length;"
                + "}).observe(document, {childList: true, subtree: true})");
        page.navigate(fixture.address("/conversations/" + deep));
        assertThat(page.locator("chit-text li li li").last()).hasText("three");
        assertThat(page.evaluate("window.waited")).isEqualTo(2800 + 500 / mark.length() * mark.length());
    }

    /** Each short row of a table is filled up with empty cells, to a hundred thousand elements of a few characters. */
    @ParameterizedTest
    @ValueSource(ints = {60, 300})
    void wideTablesOfShortRowsStayAsTheyWereWritten(int columns) throws Exception {
        int wide;
        String text = "a" + "|a".repeat(columns) + "\n-" + "|-".repeat(columns) + "\n" + "x\n".repeat(1_200);
        try (WireClient agent = fixture.connect()) {
            wide = converse(agent);
            agent.say(wide, ONE, "none", Map.of("text", text));
            agent.say(wide, ONE, "none", Map.of("text", "a|b|c\n-|-|-\n1|2|3\n4"));
        }
        Page page = fixture.visit("/conversations/" + wide);
        assertThat(page.locator("chit-text td")).hasCount(6);
        assertThat(page.locator("chit-text pre.plain")).hasText(text.strip());
    }

    private static void assertUnharmed(Page page, String where) {
        assertThat(page.getByText("This part cannot be shown")).hasCount(0);
        assertThat(page.locator(
                        "a[href^='javascript:'], a[href^='data:'], main script, main svg[onload], main img[onerror]"))
                .hasCount(0);
        assertThat(page.evaluate("window.pwned")).as(where).isNull();
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("sideways scroll of %s", where)
                .isEqualTo(0);
    }
}
