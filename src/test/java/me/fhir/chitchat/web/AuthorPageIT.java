package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.KeyboardInput.type;
import static me.fhir.chitchat.web.PageElements.button;
import static me.fhir.chitchat.web.PageElements.field;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The author's path: create, edit by form and as JSON, unlock, save against others, whole scenarios on the list. */
class AuthorPageIT {
    private static final String TOKEN = RunningService.EDIT_TOKEN;
    private static final AtomicInteger IDS = new AtomicInteger();

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @Test
    void createsAScenarioFieldByField() {
        Page page = fixture.visit("/");
        button(page, "Blank").click();
        page.waitForURL(Pattern.compile(".*tab=edit"));
        String id = page.url().replaceAll(".*/scenarios/|\\?.*", "");
        page.locator(field("metadata.title")).fill("");
        button(page, "Save").click();
        assertThat(page.locator(field("metadata.title"))).hasAttribute("aria-invalid", "true");
        assertThat(page.locator(field("metadata.title"))).isFocused();

        page.locator(field("metadata.title")).fill("Lab result — delayed");
        page.locator(field("metadata.description")).fill("A *midwife* asks a lab.");
        page.locator(field("metadata.background")).fill("line 1\nline 2");
        button(page, "Add challenge").click();
        type(page.locator(field("metadata.challenges.0")), "Nobody answers");
        button(page, "Add tag").click();
        type(page.locator(field("metadata.tags.0")), "lab");
        page.locator(field("agents.0.agentId")).fill("midwife");
        page.locator(field("agents.0.principal.name")).fill("Ana Núñez");
        page.locator(field("agents.0.principal.description")).fill("Runs a practice");
        page.locator("#agent-1")
                .getByText("Person", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.locator(field("agents.0.situation")).fill("Waits since Monday");
        Locator midwife = page.locator("#agent-1");
        midwife.getByText("Add goal").click();
        type(page.locator(field("agents.0.goals.0")), "second");
        midwife.getByText("Add goal").click();
        type(page.locator(field("agents.0.goals.1")), "first");
        midwife.getByLabel("Move Goal 2 up").click();
        page.locator(field("agents.0.systemPrompt")).fill("Be brief.");
        page.locator(field("agents.0.messageToUseWhenInitiatingConversation")).fill("Where is it?");
        page.locator(field("agents.0.knowledgeBase")).fill("{\"sample\": 12345678901234567890.10");
        assertThat(midwife.locator(".err")).containsText("a comma or } is expected");
        page.locator(field("agents.0.knowledgeBase")).fill("{\"sample\": 12345678901234567890.10}");
        assertThat(midwife.locator(".err")).hasCount(0);
        page.locator(field("agents.1.agentId")).fill("lab");

        page.locator("#agent-2").getByText("Add tool").click();
        type(page.locator(field("agents.1.tools.0.toolName")), "send_result");
        Locator tool = page.locator("#agent-2 chit-tool");
        tool.getByLabel("Description", new Locator.GetByLabelOptions().setExact(true))
                .fill("Sends it");
        tool.getByText("Add input").click();
        type(tool.locator(".param > .in.mono").last(), "sampleNumber");
        page.keyboard().press("Tab");
        tool.getByLabel("Type of sampleNumber").selectOption("integer");
        tool.getByLabel("Description of sampleNumber").fill("On the tube");
        tool.getByLabel("sampleNumber is required").check();
        tool.getByLabel("How its result is made up").fill("From the knowledge.");
        tool.getByText("Ends the conversation").click();
        tool.getByText("failure", new Locator.GetByTextOptions().setExact(true)).click();
        page.getByText("Add agent").click();
        assertThat(page.locator(field("agents.2.agentId"))).isFocused();
        page.keyboard().press("ControlOrMeta+a");
        page.keyboard().type("too-many");
        page.getByLabel("Remove too-many", new Page.GetByLabelOptions().setExact(true))
                .click();
        assertThat(page.locator(".toast")).containsText("Removed too-many");
        button(page, "Save").click();

        assertThat(page.locator(".toast").last()).containsText("Saved");
        JsonNode item = fixture.rest().scenario(id);
        assertThat(item.path("name").asText()).isEqualTo("Lab result — delayed");
        assertThat(item.path("config")).isEqualTo(RestClient.json("""
                        {"metadata":{"id":"ID","title":"Lab result — delayed","description":"A *midwife* asks a lab.",
                          "background":"line 1\\nline 2","challenges":["Nobody answers"],"tags":["lab"]},
                         "agents":[
                          {"agentId":"midwife","principal":{"type":"individual","name":"Ana Núñez","description":"Runs a practice"},
                           "situation":"Waits since Monday","systemPrompt":"Be brief.","goals":["first","second"],"tools":[],
                           "knowledgeBase":{"sample":12345678901234567890.10},"messageToUseWhenInitiatingConversation":"Where is it?"},
                          {"agentId":"lab","principal":{"type":"organization","name":"","description":""},"situation":"",
                           "systemPrompt":"","goals":[],"knowledgeBase":{},
                           "tools":[{"toolName":"send_result","description":"Sends it","synthesisGuidance":"From the knowledge.",
                            "inputSchema":{"type":"object","required":["sampleNumber"],
                             "properties":{"sampleNumber":{"type":"integer","description":"On the tube"}}},
                            "endsConversation":true,"conversationEndStatus":"failure"}]}]}
                        """.replace("ID", id)));
        assertThat(fixture.rest().scenarioText(id)).as("digits").contains("12345678901234567890.10");
        assertThat(page.locator(".draft")).hasCount(0);
        page.reload();
        assertThat(page.locator(field("metadata.title"))).hasValue("Lab result — delayed");
    }

    @Test
    void keepsUnsavedWorkOverAReloadAndAsksBeforeLeaving() {
        String id = create("Draft");
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        page.locator(field("metadata.description")).fill("not saved yet");
        page.onDialog(dialog -> dialog.accept());
        page.reload();
        assertThat(page.locator(field("metadata.description"))).hasValue("not saved yet");
        assertThat(page.locator(".draft")).containsText("Unsaved changes");
        page.locator("nav")
                .getByText("Conversations", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("Leave with unsaved changes?")).isVisible();
        button(page, "Stay").click();
        assertThat(page).hasURL(Pattern.compile(".*/scenarios/" + id + "\\?tab=edit"));
        page.locator("nav")
                .getByText("Conversations", new Locator.GetByTextOptions().setExact(true))
                .click();
        button(page, "Leave").click();
        assertThat(page).hasURL(Pattern.compile(".*/conversations"));
        page.goBack();
        assertThat(page.locator(field("metadata.description"))).hasValue("not saved yet");
        button(page, "Discard").click();
        assertThat(page.locator(field("metadata.description"))).hasValue("");
        page.locator(".toast").getByText("Undo").click();
        assertThat(page.locator(field("metadata.description"))).hasValue("not saved yet");
        page.keyboard().press("Control+s");
        assertThat(page.locator(".toast")).containsText("Saved");
        assertThat(fixture.rest()
                        .scenario(id)
                        .at("/config/metadata/description")
                        .asText())
                .isEqualTo("not saved yet");
    }

    @Test
    void keepsBrokenJsonUntilItIsMended() {
        String id = create("Broken");
        Page page = fixture.visit("/scenarios/" + id + "?tab=json");
        Locator editor = page.getByLabel("Scenario as JSON");
        editor.click();
        page.keyboard().press("Control+Home");
        // Keys that are shortcuts elsewhere are only letters here.
        page.keyboard().type("?g s/");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(editor).containsText("?g s/");
        assertThat(page.locator("[role=status] .err")).containsText("Line 1: a value is expected, not “?”");
        page.locator("#tab-edit").click();
        assertThat(page.getByText("cannot be shown as a form")).isVisible();
        button(page, "Save").click();
        assertThat(page.locator(".banner").first()).containsText("Line 1");
        page.reload();
        page.getByText("Mend it").click();
        assertThat(editor).containsText("?g s/");
        editor.click();
        page.keyboard().press("Control+Home");
        for (int i = 0; i < 5; i++) {
            page.keyboard().press("Delete");
        }
        assertThat(page.getByText("No errors.")).isVisible();
        page.keyboard().press("Control+f");
        assertThat(page.locator(".cm-search")).isVisible();
        page.keyboard().type("agentId");
        assertThat(page.locator(".cm-searchMatch")).not().hasCount(0);
        assertThat(page.locator(".draft")).hasCount(0);
    }

    @Test
    void showsInJsonWhatIsWrongAtItsLine() {
        String id = create("Wrong types");
        Page page = fixture.visit("/scenarios/" + id + "?tab=json");
        page.getByLabel("Scenario as JSON").click();
        page.keyboard().press("Control+a");
        page.keyboard().insertText("{\n\"metadata\": {\"id\": \"" + id + "\", \"title\": \"T\"},\n\"agents\": [\n7]}");
        assertThat(page.locator("[role=status] .err"))
                .containsText("Line 4: agents.0: Must be an object, not a number.");
        page.getByText("Go to line 4").click();
        page.keyboard().type("{\"agentId\": \"a\"}");
        page.keyboard().press("Delete");
        assertThat(page.getByText("No errors.")).isVisible();
        assertThat(page.locator(".cm-lintRange-error")).hasCount(0);
    }

    @Test
    void opensTheFormOnceTheTokenIsRight() {
        String id = create("Locked", "published");
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        assertThat(lock(page)).containsText("Published, so it is locked.");
        assertThat(page.locator(field("metadata.title"))).isDisabled();
        lock(page).getByText("Unlock").click();
        type(page.getByLabel("Edit token"), "wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not the right one");
        page.getByLabel("Edit token").fill(TOKEN);
        page.keyboard().press("Enter");
        assertThat(lock(page)).containsText("unlocked in this browser until");
        page.locator(field("metadata.title")).fill("Changed");
        button(page, "Save").click();
        assertThat(page.locator(".toast")).containsText("Saved");
        assertThat(fixture.rest().scenario(id).path("name").asText()).isEqualTo("Changed");
        lock(page).getByText("Lock again").click();
        assertThat(page.locator(field("metadata.title"))).isDisabled();
    }

    @Test
    void keepsTheEditWhenTheServerRequiresATokenOnSaving() {
        String id = create("Published meanwhile");
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        page.locator(field("metadata.description")).fill("mine");
        fixture.rest().change(id, "{\"config\":" + config(id, "Published meanwhile", "published") + "}", "");
        button(page, "Save").click();
        assertThat(page.locator("dialog")).containsText("Your changes are kept.");
        page.getByLabel("Edit token").fill("wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not the right one");
        page.getByLabel("Edit token").fill(TOKEN);
        page.keyboard().press("Enter");
        // Unlocked, the save goes on by itself, and meets what the other one saved.
        assertThat(page.getByText("Theirs and mine")).isVisible();
        button(page, "Save mine over theirs").click();
        assertThat(page.locator(".toast").last()).containsText("Saved");
        assertThat(fixture.rest()
                        .scenario(id)
                        .at("/config/metadata/description")
                        .asText())
                .isEqualTo("mine");
    }

    @Test
    void publishingADraftDoesNotLockItBeforeItIsSaved() {
        String id = create("To be published");
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        page.getByText("Published", exactly()).last().click();
        page.locator(field("metadata.description")).fill("still editable");
        assertThat(page.locator("chit-lock-banner .banner")).hasCount(0);
        button(page, "Save").click();
        assertThat(page.locator("chit-lock-banner")).containsText("Published, so it is locked.");
        assertThat(fixture.rest().scenario(id).at("/config/metadata/tags/0").asText())
                .isEqualTo("published");
    }

    @Test
    void showsAConcurrentChangeAndLetsOneChoose() {
        String id = create("Shared");
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        page.locator(field("metadata.description")).fill("mine");
        fixture.rest()
                .change(
                        id,
                        "{\"config\":"
                                + config(id, "Their title", "")
                                        .replace("\"agentId\":\"a\"", "\"agentId\":\"a\",\"situation\":\"theirs\"")
                                + "}",
                        "");
        button(page, "Save").click();
        assertThat(page.getByText("Theirs and mine")).isVisible();
        assertThat(page.locator(".change")).hasCount(3);
        page.locator(".change", new Page.LocatorOptions().setHasText("Situation"))
                .getByText("Take theirs here")
                .click();
        page.locator(".change", new Page.LocatorOptions().setHasText("Title"))
                .getByText("Take theirs here")
                .click();
        assertThat(page.locator(".change")).hasCount(1);
        button(page, "Save with my choices").click();
        assertThat(page.locator(".toast").last()).containsText("Saved");
        JsonNode config = fixture.rest().scenario(id).path("config");
        assertThat(config.at("/metadata/description").asText()).isEqualTo("mine");
        assertThat(config.at("/metadata/title").asText()).isEqualTo("Their title");
        assertThat(config.at("/agents/0/situation").asText()).isEqualTo("theirs");
    }

    @Test
    void keepsUnknownFieldsAndDigitsWhenOneFieldIsChanged() {
        String id = "digits-" + IDS.incrementAndGet();
        String config = "{\"x\":{\"n\":1.10e+2,\"big\":12345678901234567890.10},\"metadata\":{\"id\":\"" + id
                + "\",\"title\":\"T\"},\"agents\":[{\"agentId\":\"a\",\"10\":1.0,\"2\":0.50}]}";
        fixture.rest().create(id, "T", config);
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        page.locator(field("metadata.title")).fill("U");
        button(page, "Save").click();
        assertThat(page.locator(".toast")).containsText("Saved");
        assertThat(fixture.rest().scenarioText(id).replaceAll("\\s", ""))
                .contains("\"config\":" + config.replace("\"T\"", "\"U\""))
                .contains("\"name\":\"U\"");
    }

    @Test
    void neverRunsTextOfAScenario() {
        String evil = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script> [a](javascript:window.pwned=1)"
                + " \u202e שלום 🧑🏽‍⚕️ ' \" & ${x} " + "W".repeat(300);
        String quoted = TextNode.valueOf(evil).toString();
        String id = "evil-" + IDS.incrementAndGet();
        fixture.rest()
                .create(
                        id,
                        "evil",
                        ("{\"metadata\":{\"id\":\"" + id
                                        + "\",\"title\":E,\"description\":E,\"background\":E,\"challenges\":[E],\"tags\":[E],E:E},"
                                        + "\"agents\":[{\"agentId\":E,\"principal\":{\"type\":\"individual\",\"name\":E,\"description\":E},"
                                        + "\"situation\":E,\"systemPrompt\":E,\"goals\":[E],\"messageToUseWhenInitiatingConversation\":E,E:E,"
                                        + "\"tools\":[{\"toolName\":E,\"description\":E,\"synthesisGuidance\":E,\"endsConversation\":true,"
                                        + "\"inputSchema\":{\"type\":\"object\",\"properties\":{E:{\"type\":E,\"description\":E}},\"required\":[E]}}],"
                                        + "\"knowledgeBase\":{E:E}}]}")
                                .replace("E", quoted)
                                .replace("\"" + quoted + "\"", quoted));
        fixture.rest()
                .change(
                        id,
                        "{\"history\":[{\"role\":\"user\",\"content\":" + quoted
                                + "},7,{\"role\":\"assistant\",\"content\":"
                                + quoted + ",\"model\":" + quoted + ",\"at\":" + quoted + ",\"sentBack\":[{\"answer\":"
                                + quoted
                                + ",\"reason\":" + quoted + "}]}]}",
                        "");
        for (String path : new String[] {"/?show=all", "", "?tab=edit", "?tab=json", "?tab=assistant"}) {
            Page page = fixture.visit(path.startsWith("/") ? path : "/scenarios/" + id + path, 360, ColorScheme.LIGHT);
            assertThat(page.locator(".skel")).hasCount(0);
            assertThat(page.getByText("<img src=x")
                            .or(page.locator("chit-form"))
                            .first())
                    .isVisible();
            assertThat(page.locator("main img, main script, a[href^='javascript:']"))
                    .hasCount(0);
            assertThat(page.evaluate("window.pwned")).isNull();
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as(path)
                    .isEqualTo(0);
            page.context().close();
        }
    }

    @Test
    void leadsThroughTheTabsByKeyboard() {
        Page page = fixture.visit("/scenarios/" + create("Keys"));
        page.locator("#tab-read").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page).hasURL(Pattern.compile(".*tab=edit"));
        assertThat(page.locator("#tab-edit")).isFocused();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        assertThat(page).hasURL(Pattern.compile(".*tab=assistant"));
        page.goBack();
        page.goBack();
        assertThat(page.locator("#tab-edit")).hasAttribute("aria-selected", "true");
    }

    private static String create(String title, String... tags) {
        String id = "author-" + IDS.incrementAndGet();
        fixture.rest().create(id, title, config(id, title, tags.length == 0 ? "" : tags[0]));
        return id;
    }

    private static String config(String id, String title, String tag) {
        return "{\"metadata\":{\"id\":\"" + id + "\",\"title\":\"" + title + "\""
                + (tag.isEmpty() ? "" : ",\"tags\":[\"" + tag + "\"]")
                + "},\"agents\":[{\"agentId\":\"a\"},{\"agentId\":\"b\"}]}";
    }

    private static Locator lock(Page page) {
        return page.locator("chit-lock-banner");
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
