package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageAccessibilityIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static String axe;

    @BeforeAll
    static void open() throws Exception {
        axe = script("/axe.min.js");
        try (WireClient agent = fixture.connect()) {
            int talk = agent.converse("A talk", "one", "two");
            for (String tool : new String[] {"look_up", "look_again"}) {
                trace(
                        agent,
                        talk,
                        Map.of("type", "tool_call", "name", tool, "args", Map.of("a", 1), "toolCallId", tool));
                trace(agent, talk, Map.of("type", "tool_result", "toolCallId", tool, "result", Map.of("b", 2)));
            }
            agent.say(talk, "one", "turn", Map.of("text", "# Heading\n\n| a | b |\n|---|---|\n| 1 | `2` |"));
            agent.say(
                    talk,
                    "two",
                    "conversation",
                    Map.of("text", "Done.", "outcome", Map.of("status", "success", "reason", "Agreed")));
            agent.converse("A live talk", "one", "two");
            int arabic = agent.converse("\u0639\u0646\u0648\u0627\u0646", "one", "two");
            agent.say(
                    arabic,
                    "one",
                    "turn",
                    Map.of(
                            "text",
                            "\u0645\u0631\u062d\u0628\u0627\n\n- \u0648\u0627\u062d\u062f\n- \u0627\u062b\u0646\u0627\u0646"));
            int several = agent.converse("Several messages in a turn", "one", "two");
            for (int i = 0; i < 12; i++) {
                agent.say(several, "one", "none", Map.of("text", "Part " + i + " of what there is to say. ".repeat(8)));
            }
        }
    }

    private static void trace(WireClient agent, int talk, Map<String, ?> payload) {
        agent.trace(talk, "one", payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?show=all",
                "/?q=nothing-like-this",
                "/scenarios/scen_knee_mri_01",
                "/scenarios/scen_knee_mri_01?tab=edit",
                "/scenarios/scen_knee_mri_01?tab=json",
                "/scenarios/scen_knee_mri_01?tab=assistant",
                "/scenarios/scen_knee_mri_01/run",
                "/scenarios/scen_knee_mri_01/run?way=hand",
                "/scenarios/scen_knee_mri_01/run?way=connect",
                "/scenarios/scen_knee_mri_01/run?way=connect&protocol=mcp&snippet=curl",
                "/scenarios/scen_knee_mri_01/run?way=connect&protocol=websocket",
                "/scenarios/not-there",
                "/conversations",
                "/conversations?status=completed&outcome=success,error&hours=5&scenario=gone",
                "/conversations?outcome=won",
                "/conversations/1",
                "/conversations/1?show=traces",
                "/conversations/1?show=picture",
                "/conversations/2?as=one",
                "/conversations/3",
                "/conversations/4",
                "/compare?a=1&b=2",
                "/enter",
                "/scenarios/scen_knee_mri_01/run?way=outside",
                "/scenarios/scen_knee_mri_01/many",
                "/conversations/99999",
                "/status",
                "/try",
                "/try?endpoint=http://127.0.0.1:9/mcp&protocol=mcp"
            })
    void hasNoFindingAboveMinorAndNoSidewaysScroll(String path) {
        // Each theme at least once: colours do not depend on the width, nor the order of controls on the theme.
        examine(path, 360, ColorScheme.DARK);
        examine(path, 768, ColorScheme.DARK);
        examine(path, 1280, ColorScheme.LIGHT);
    }

    private static void examine(String path, int width, ColorScheme scheme) {
        Page page = fixture.visit(path, width, scheme);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator(".skel")).hasCount(0);
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("sideways scroll of %s at %d px", path, width)
                .isEqualTo(0);
        page.evaluate(axe);
        Object findings = page.evaluate(
                "axe.run().then(r => r.violations.filter(v => ['moderate', 'serious', 'critical'].includes(v.impact))"
                        + ".map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')).join('\\n'))");
        assertThat(findings).as("%s, %s, %d px", path, scheme, width).isEqualTo("");
        page.context().close();
    }

    private static String script(String name) throws IOException {
        try (InputStream content = Objects.requireNonNull(PageAccessibilityIT.class.getResourceAsStream(name), name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
