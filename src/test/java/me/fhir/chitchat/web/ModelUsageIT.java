package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import me.fhir.chitchat.llm.StubModelServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens, cost and time of models, by turn and in total. */
class ModelUsageIT {
    private static final StubModelServer model = new StubModelServer();

    @RegisterExtension
    static final PageFixture fixture =
            new PageFixture(Map.of("OPENAI_BASE_URL", model.url() + "/v1", "OPENAI_MODELS", "writer-1"));

    @AfterAll
    static void stop() {
        model.close();
    }

    private static Page play(int width, String modelName) {
        try (WireClient client = fixture.connect()) {
            List<Map<String, Object>> agents = List.of(
                    Map.of("id", "patient-agent", "config", Map.of("model", modelName)),
                    Map.of("id", "insurance-auth-specialist", "config", Map.of("model", modelName)));
            int number = client.call(
                            "createConversation",
                            Map.of(
                                    "meta",
                                    Map.of(
                                            "title",
                                            "Counted",
                                            "scenarioId",
                                            "scen_knee_mri_01",
                                            "startingAgentId",
                                            "patient-agent",
                                            "agents",
                                            agents)))
                    .get("conversationId")
                    .intValue();
            client.call("lifecycle.ensure", Map.of("conversationId", number));
            return fixture.visit("/conversations/" + number, width, ColorScheme.LIGHT);
        }
    }

    @Test
    void saysWhatEachTurnUsedAndWhatAllOfThem() {
        // Each call is told with its tokens and its price.
        model.answering(StubModelServer.json(200, """
                {"choices":[{"finish_reason":"stop","message":{"content":"Hello."}}],"model":"writer-1",
                 "usage":{"prompt_tokens":1200,"completion_tokens":34,"cost":0.0021}}"""));
        Page page = play(1440, "writer-1");
        Locator turn = page.locator(".turnhead .used").first();
        assertThat(turn).hasText(Pattern.compile("^\\d+ calls?, [1-9][\\d,]* tokens, \\$0\\.\\d+(, [\\d.]+ m?s)?$"));
        assertThat(page.locator("chit-rail .used")).hasText(Pattern.compile("Models\\s*\\d+ calls?, .* tokens, \\$.*"));
        page.context().close();
    }

    @Test
    void saysThatTheRehearsalIsFree() {
        Page page = play(360, "mock-model");
        assertThat(page.locator(".note").last())
                .hasText(Pattern.compile("^Finished .*, models: rehearsed, free, .*s$"));
        // On a phone a turn says it when it is unfolded.
        assertThat(page.locator(".turnhead .used").first()).isHidden();
        page.locator("details.traces summary").first().click();
        assertThat(page.locator(".traces .used").first()).containsText("rehearsed, free");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isZero();
        page.context().close();
    }
}
