package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.ScenarioCards.card;
import static me.fhir.chitchat.web.ScenarioCards.choose;
import static me.fhir.chitchat.web.ScenarioCards.downloaded;
import static me.fhir.chitchat.web.ScenarioCards.importFile;
import static me.fhir.chitchat.web.ScenarioCards.shownId;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScenarioImportIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static ScenarioClient shelf;

    @BeforeAll
    static void open() throws Exception {
        shelf = new ScenarioClient(fixture);
    }

    @Test
    void exportsAFileThatCanBeImportedAgain() {
        shelf.put("{\"name\":\"Travels\",\"config\":{\"metadata\":{\"id\":\"travels\",\"title\":\"Travels — über\","
                + "\"tags\":[\"published\"]},\"agents\":[{\"agentId\":\"a\"}],\"n\":0.10}}");
        Page page = fixture.visit("/?show=all");
        String file = downloaded(page, () -> choose(page, "Travels", "Export"));
        assertThat(file).contains("\"n\": 0.10");

        importFile(page, "travels.json", file);
        assertThat(page.locator("chit-import")).containsText("The id travels is taken");
        page.getByText("Import as a copy").click();
        page.waitForURL("**/scenarios/*?tab=edit");
        String copy = shownId(page);
        assertThat(copy).isNotEqualTo("travels");
        assertThat(shelf.text(copy)).contains("\"n\":0.10").doesNotContain("published");

        page.navigate(fixture.address("/?show=all"));
        importFile(page, "travels.json", file.replace("\"travels\"", "\"arrived\""));
        page.getByText("Publish it here as well").click();
        page.locator("chit-import")
                .getByText("Import", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.waitForURL("**/scenarios/arrived?tab=edit");
        assertThat(shelf.text("arrived")).contains("\"tags\":[\"published\"]");
    }

    @Test
    void pointsAtTheFaultOfABrokenFileAndLetsItBeMended() {
        Page page = fixture.visit("/");
        importFile(
                page,
                "broken.json",
                "{\n  \"metadata\": { \"id\": \"mended\", \"title\": \"Mended\" },\n  \"agents\": [ }\n");
        assertThat(page.locator("chit-import")).containsText("Line 3, column 15: a value is expected, not “}”.");
        page.reload();
        importFile(
                page,
                "wrong.json",
                "{\"metadata\": {\"id\": \"mended\"},\n\"agents\": [{\"agentId\": \"a\",\n\"tools\": [{}]}]}");
        assertThat(page.locator("chit-import .faults li")).hasText(new Pattern[] {
            Pattern.compile("Line 1: metadata\\.title is required"),
            Pattern.compile("Line 3: agents\\.0\\.tools\\.0\\.toolName is required")
        });
        page.getByText("Line 3").click();
        assertThat(page.getByLabel("Text of the file")).isFocused();
        assertThat(shelf.has("mended")).isFalse();

        // Half mended, then a look elsewhere: the text is still there, and no other file takes its place.
        page.getByLabel("Text of the file")
                .fill("{\"metadata\": {\"id\": \"mended\", \"title\": \"Mended\"}, \"agents\": [}");
        page.getByText("Import this text").click();
        assertThat(page.locator("chit-import .faults li")).hasCount(1);
        card(page, "knee MRI").getByRole(AriaRole.LINK).first().click();
        page.goBack();
        importFile(page, "other.json", "{}");
        assertThat(page.locator("chit-import")).containsText("“other.json” was not taken");
        page.getByLabel("Text of the file")
                .fill("{\"metadata\": {\"id\": \"mended\", \"title\": \"Mended\"}, \"agents\": []}");
        page.getByText("Import this text").click();
        page.waitForURL("**/scenarios/mended?tab=edit");
        assertThat(shelf.item("mended").path("name").asText()).isEqualTo("Mended");
    }

    @Test
    void refusesFilesThatAreNoScenario() {
        Page page = fixture.visit("/");
        importFile(page, "picture.json", new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});
        assertThat(page.locator("chit-import")).containsText("The file is not text in UTF-8.");
        importFile(page, "list.json", "[1, 2]");
        assertThat(page.locator("chit-import")).containsText("The file holds a list");
        importFile(page, "empty.json", " ");
        assertThat(page.locator("chit-import")).containsText("The file is empty.");
        importFile(page, "other.json", "{\"name\": \"package\"}");
        assertThat(page.locator("chit-import")).containsText("neither metadata nor agents");
        page.getByText("Not now").click();
        assertThat(page.locator("chit-import section")).hasCount(0);
    }
}
