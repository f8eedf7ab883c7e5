package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.PageElements.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.fhir.chitchat.llm.StubModelServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The assistant, with a model behind it that is a stub, and with none. */
class AssistantPageIT {
    private static final StubModelServer model = new StubModelServer();

    @RegisterExtension
    static final PageFixture fixture =
            new PageFixture(Map.of("OPENAI_BASE_URL", model.url() + "/v1", "OPENAI_MODELS", "writer-1"));

    @RegisterExtension
    static final PageFixture bare = new PageFixture();

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void sendsUnusableAnswersBackAndTakesChangesOneByOne() {
        RestClient rest = fixture.rest();
        rest.create("assisted", "Assisted", config("assisted"));
        model.answering(
                says("I would rather {not"),
                says("{\"message\":\"m\",\"patch\":[{\"op\":\"replace\",\"path\":\"/agents/0/goals\",\"value\":7}]}"),
                says("Sure:\n```json\n{\"message\":\"Stricter **now**.\",\"patches\":["
                        + "{\"op\":\"add\",\"path\":\"/agents/1/situation\",\"value\":\"Missed visits do not count.\"},"
                        + "{\"op\":\"replace\",\"path\":\"/metadata/title\",\"value\":\"Stricter\"}]}\n```"));
        Page page = fixture.visit("/scenarios/assisted?tab=assistant");
        page.getByLabel("Ask the assistant").fill("Make the insurer stricter");
        button(page, "Send").click();
        assertThat(page.locator(".chat")).containsText("Stricter now.");
        assertThat(page.locator(".chat")).containsText("Sent back 2 times");
        assertThat(model.lastAsked().body())
                .contains("agents.0.goals: Must be a list, not a number.")
                .contains("Make the insurer stricter");
        Locator situation = page.locator(".change", new Page.LocatorOptions().setHasText("Situation"));
        Locator title = page.locator(".change", new Page.LocatorOptions().setHasText("Title"));
        situation.getByText("Accept").click();
        title.getByText("Reject").click();
        assertThat(page.getByText("1 accepted, 0 open")).isVisible();
        page.onDialog(dialog -> dialog.accept());
        page.reload();
        assertThat(situation.getByText("Accepted")).isVisible();
        button(page, "Save").click();
        assertThat(page.locator(".toast")).containsText("Saved");
        JsonNode item = rest.scenario("assisted");
        assertThat(item.at("/config/metadata/title").asText()).isEqualTo("Assisted");
        assertThat(item.at("/config/agents/1/situation").asText()).isEqualTo("Missed visits do not count.");
        assertThat(item.at("/history/0/content").asText()).isEqualTo("Make the insurer stricter");
        assertThat(item.at("/history/1/content").asText()).isEqualTo("Stricter **now**.");
        assertThat(item.at("/history/1/sentBack")).hasSize(2);
    }

    /** A model can be talked into them, and thirty doublings are more than a browser can hold. */
    @Test
    void refusesPatchesThatTakeTooLong() {
        bare.rest().create("doubled", "Doubled", config("doubled"));
        Page page = bare.visit("/scenarios/doubled?tab=assistant");
        Locator answer = page.getByLabel("3. Paste its answer");
        answer.fill(patch(30, i -> "{\"op\":\"copy\",\"from\":\"/metadata\",\"path\":\"/metadata/c" + i + "\"}"));
        button(page, "Show the changes").click();
        assertThat(page.locator(".banner.bad")).containsText("the scenario is too large: it has");
        String longText =
                "{\"op\":\"add\",\"path\":\"/metadata/description\",\"value\":\"" + "x".repeat(100_000) + "\"}";
        String same = "{\"op\":\"test\",\"path\":\"/agents/1/agentId\",\"value\":\"b\"}";
        answer.fill(patch(60, i -> i == 0 ? longText : same));
        button(page, "Show the changes").click();
        assertThat(page.locator(".banner.bad")).containsText("so many operations on so long a text");
        answer.fill(patch(30, i -> i == 0 ? longText : same));
        button(page, "Show the changes").click();
        assertThat(page.locator(".change")).hasCount(1);
    }

    @Test
    void withoutAModelTheAnswerOfAnotherChatIsPasted() {
        Page page = bare.visit("/");
        page.locator("input[name=idea]").fill("A midwife asks a lab");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*tab=assistant.*"));
        assertThat(page.getByText("Only the rehearsal model is set up.")).isVisible();
        assertThat(page.getByLabel("2. Copy this into the other chat"))
                .hasValue(Pattern.compile("The person: .*A midwife asks a lab", Pattern.DOTALL));
        Locator answer = page.getByLabel("3. Paste its answer");
        answer.fill("Sure!");
        button(page, "Show the changes").click();
        assertThat(page.locator(".banner.bad")).containsText("It holds no JSON");
        assertThat(page.getByLabel("1. What should it do?")).hasValue(Pattern.compile("A midwife asks a lab"));
        answer.fill("{\"message\":\"I did it.\",\"operations\":[]}");
        button(page, "Show the changes").click();
        assertThat(page.locator(".banner.bad")).containsText("so nothing would change");
        answer.fill("{\"message\":\"m\",\"patch\":[{\"op\":\"remove\",\"path\":\"/nowhere\"}]}");
        button(page, "Show the changes").click();
        assertThat(page.locator(".banner.bad")).containsText("Operation 1 (remove /nowhere): nothing is there.");
        answer.fill("{\"message\":\"Done.\",\"patch\":[{\"op\":\"replace\",\"path\":\"/agents/0/agentId\","
                + "\"value\":\"midwife\"},{\"op\":\"add\",\"path\":\"/agents/1/goals/-\",\"value\":\"answer\"}]}");
        button(page, "Show the changes").click();
        assertThat(page.locator(".change")).hasCount(2);
        assertThat(page.locator(".change").first()).isInViewport();
        button(page, "Accept the rest").click();
        button(page, "Save").click();
        page.locator("#tab-edit").click();
        assertThat(page.locator("[id='f-agents.0.agentId']")).hasValue("midwife");
        assertThat(page.locator(".draft")).hasCount(0);
    }

    private static String patch(int length, IntFunction<String> operation) {
        return IntStream.range(0, length)
                .mapToObj(operation)
                .collect(Collectors.joining(",", "{\"message\":\"m\",\"patch\":[", "]}"));
    }

    private static StubModelServer.Answer says(String content) {
        return StubModelServer.json(
                200,
                "{\"model\":\"writer-1\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":"
                        + TextNode.valueOf(content) + "}}]}");
    }

    private static String config(String id) {
        return "{\"metadata\":{\"id\":\"" + id + "\",\"title\":\"Assisted\"},"
                + "\"agents\":[{\"agentId\":\"a\",\"goals\":[\"x\"]},{\"agentId\":\"b\"}]}";
    }
}
