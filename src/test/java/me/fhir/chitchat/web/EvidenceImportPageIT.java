package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A conversation that the page brings in from its evidence file. */
class EvidenceImportPageIT {
    private static final String INPUT = "chit-evidence-import input";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static byte[] evidence() throws Exception {
        int number;
        try (WireClient agent = fixture.connect()) {
            Map<String, Object> meta =
                    Map.of("title", "Held elsewhere", "agents", List.of(Map.of("id", "one"), Map.of("id", "other")));
            number = agent.create(meta);
            agent.say(number, "one", "turn", Map.of("text", "Hello from far away"));
            agent.say(number, "other", "conversation", Map.of("text", "Bye", "outcome", Map.of("status", "success")));
        }
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(fixture.address("/api/conversations/" + number + "/evidence.zip")))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void isShownAndMarkedAndComesInOnce() throws Exception {
        FilePayload file = new FilePayload("talk.zip", "application/zip", evidence());
        Page page = fixture.visit("/conversations");
        page.setInputFiles(INPUT, file);
        assertThat(page.locator(".panel.imported")).containsText("Held as conversation");
        assertThat(page.locator(".log")).containsText("Hello from far away");
        assertThat(page.locator(".dock")).hasCount(0);
        assertThat(Axe.findings(page)).isEmpty();
        page.navigate(fixture.address("/conversations?q=held%20elsewhere"));
        assertThat(page.locator(".rows .r").filter(new Locator.FilterOptions().setHasText("Imported")))
                .hasCount(1);
        page.setInputFiles(INPUT, file);
        assertThat(page.locator("chit-evidence-import [role=alert]")).containsText("It is here already.");
        page.context().close();
    }

    @Test
    void aFileThatIsNoneIsRefusedInTheServersWords() {
        Page page = fixture.visit("/conversations");
        page.setInputFiles(INPUT, new FilePayload("talk.zip", "application/zip", new byte[] {1, 2, 3}));
        assertThat(page.locator("chit-evidence-import [role=alert]")).containsText("nothing was stored");
        assertThat(Axe.findings(page)).isEmpty();
        page.context().close();
    }
}
