package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person beside an agent of this server: approves what it sends, instructs it, plays in its place. */
class PersonBesideAgentIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "360, DARK"})
    void approvesChangesAndRejectsWhatAnAgentIsAboutToSend(int width, ColorScheme scheme) {
        Page page = begun(width, scheme);
        assertThat(page.locator(".bar .chip")).hasText("Draft waits");
        assertThat(page).hasTitle(Pattern.compile("^● Draft waits · .*"));
        assertThat(page.locator("chit-turn .message")).hasCount(0);
        assertThat(draft(page)).not().hasValue("");
        assertThat(Axe.findings(page)).isEmpty();
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);

        // What was changed and not sent yet is still there after a reload, and can be taken back.
        draft(page).fill("Edited by a person.");
        page.reload();
        assertThat(draft(page)).hasValue("Edited by a person.");
        decision(page).getByText("As it was").click();
        assertThat(draft(page)).not().hasValue("Edited by a person.");
        draft(page).fill("Edited by a person.");
        decision(page).getByText("Send as edited").click();
        assertThat(page.locator("chit-turn .message").first()).hasText("Edited by a person.");

        // The other side has answered, so the next draft waits.
        assertThat(page.locator("chit-turn")).hasCount(3);
        assertThat(draft(page)).isVisible();
        decision(page).getByText("Reject…").click();
        KeyboardInput.type(page.getByLabel("What shall it do instead?"), "Be brief.");
        assertThat(Axe.findings(page)).isEmpty();
        page.keyboard().press("Enter");
        assertThat(page.locator("chit-turn").nth(2).locator("details.traces summary"))
                .containsText(Pattern.compile("[2-9] notes"));
        assertThat(decision(page).getByText("Approve and send")).isEnabled();
        decision(page).getByText("Approve and send").click();
        assertThat(page.locator("chit-turn").nth(2).locator(".message")).isVisible();
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"1280, DARK", "360, LIGHT"})
    void instructsAnAgentTakesItOverAndHandsItBack(int width, ColorScheme scheme) {
        Page page = begun(width, scheme);
        page.getByText("Speak or instruct").click();
        Locator instruction = page.getByLabel("Instruction", new Page.GetByLabelOptions().setExact(true));
        KeyboardInput.type(instruction, "Ask for the policy number.");
        page.locator("chit-composer")
                .evaluate("composer => { composer.requestUpdate(); return composer.updateComplete; }");
        assertThat(instruction).hasValue("Ask for the policy number.");
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);
        assertThat(Axe.findings(page)).isEmpty();
        instruction.press("Control+Enter");
        assertThat(page.locator("chit-instruct [role=status]"))
                .hasText(Pattern.compile("It (has|reads) your instruction.*"));
        assertThat(instruction).hasValue("");

        page.locator("chit-instruct").getByText("Take over").click();
        assertThat(page.locator("chit-composer")).containsText("You play Patient agent");
        assertThat(decision(page)).hasCount(0);
        assertThat(page.locator(".agentcard").first()).containsText("Played by a person");
        Locator message = page.locator("#say");
        message.fill("Typed by a person.");
        page.locator("chit-composer").getByText("Hand back").click();
        page.locator("chit-instruct").getByText("Take over").click();
        assertThat(message).hasValue("Typed by a person.");
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);
        assertThat(Axe.findings(page)).isEmpty();
        message.press("Control+Enter");
        assertThat(page.locator("chit-turn .message").first()).hasText("Typed by a person.");

        page.locator("chit-composer").getByText("Hand back").click();
        assertThat(page.locator("chit-instruct")).isVisible();
        assertThat(page.locator(".agentcard").first()).not().containsText("Played by a person");
        // It goes on from what was said meanwhile.
        assertThat(draft(page)).isVisible();
        page.context().close();
    }

    @Test
    void answersAQuestionOfAnAgentUnlessItIsAnswered() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Asked", "one", "two");
            ask(agent, number, "q-1", "Which <b>knee</b>?");
            Page page = fixture.visit("/conversations/" + number);
            assertThat(decision(page)).containsText("asks you: Which <b>knee</b>?");
            assertThat(page).hasTitle(Pattern.compile("^● Question waits"));
            page.getByLabel("Your answer").fill("The right one");
            decision(page).locator("button[type=submit]").click();
            assertThat(decision(page)).hasCount(0);
            assertThat(page.locator("details.traces summary")).containsText("2 notes");

            ask(agent, number, "q-2", "Since when?");
            assertThat(decision(page)).containsText("Since when?");
            trace(agent, number, Map.of("type", "user_response", "queryId", "q-2", "response", "Monday"));
            assertThat(decision(page)).hasCount(0);
            page.context().close();
        }
    }

    private static void ask(WireClient agent, int number, String queryId, String question) {
        trace(agent, number, Map.of("type", "user_query", "queryId", queryId, "question", question));
    }

    private static void trace(WireClient agent, int number, Map<String, String> payload) {
        agent.trace(number, "one", payload);
    }

    /** A simulation in which a person approves what the patient's agent sends; its first draft waits. */
    private static Page begun(int width, ColorScheme scheme) {
        Page page = fixture.visit("/scenarios/scen_knee_mri_01/run?title=Approved", width, scheme);
        page.getByText("A person approves what Patient agent sends").click();
        assertThat(page).hasURL(Pattern.compile(".*approve\\.patient-agent=yes"));
        page.getByText("Start and watch").click();
        page.waitForURL(Pattern.compile(".*/conversations/\\d+$"));
        assertThat(draft(page)).isVisible();
        return page;
    }

    private static Locator decision(Page page) {
        return page.locator("chit-decision");
    }

    private static Locator draft(Page page) {
        return page.getByLabel("The message of Patient agent, which you may change");
    }
}
