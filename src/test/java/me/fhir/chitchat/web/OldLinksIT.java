package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Links of the page's predecessor, and the template of a conversation opened as a page. */
class OldLinksIT {
    private static final String TEMPLATE = "{\"title\":\"Ünique ??>ab?\",\"scenarioId\":\"scen_knee_mri_01\","
            + "\"startingAgentId\":\"patient-agent\",\"config\":{\"maxTurns\":12,\"weight\":0.10},"
            + "\"agents\":[{\"id\":\"patient-agent\"},{\"id\":\"insurance-auth-specialist\","
            + "\"config\":{\"model\":\"m1\",\"systemPromptExtra\":\"Be <b>strict</b>.\"}}]}";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @ParameterizedTest
    @CsvSource({
        "/client/#/?endpoint=http%3A%2F%2F127.0.0.1%3A9%2Fa2a, /try\\?endpoint=http%3A%2F%2F127.0.0.1%3A9%2Fa2a$",
        "/client/#/?endpoint=http://127.0.0.1:9/a2a?x=1, /try\\?endpoint=http.*a2a%3Fx%3D1$",
        "/client/?endpoint=http%3A%2F%2F127.0.0.1%3A9%2Fa2a, /try\\?endpoint=http.*a2a$",
        "/client/#/?scenarioUrl=javascript%3Aalert(1), /$",
        "/client/, /$",
        "/#/scenarios, /scenarios$",
        "/#/scenarios/scen_knee_mri_01, /scenarios/scen_knee_mri_01$",
        "/#/scenarios/scen_knee_mri_01/edit, /scenarios/scen_knee_mri_01$",
        "/#/scenarios/created/7, /conversations/7$",
        "/#/scenarios/create?idea=a%20lab, /\\?idea=a%20lab$",
        "/#/scenarios/create, /$",
        "/#/scenarios/configured/, /$",
        "/#/scenarios/scen_knee_mri_01/external-mcp-client, "
                + "/scenarios/scen_knee_mri_01/run\\?way=connect&protocol=mcp$",
        "/#/scenarios/scen_knee_mri_01/external-a2a-client, /scenarios/scen_knee_mri_01/run\\?way=connect$",
        "/#/scenarios/scen_knee_mri_01/external-websocket-client, "
                + "/scenarios/scen_knee_mri_01/run\\?way=connect&protocol=websocket$",
        "/#/scenarios/scen_knee_mri_01/run, /scenarios/scen_knee_mri_01/run$",
        "/#/scenarios/scen_knee_mri_01/run?mode=internal, /scenarios/scen_knee_mri_01/run$",
        "/#/scenarios/scen_knee_mri_01/run?mode=mcp, /scenarios/scen_knee_mri_01/run\\?way=connect&protocol=mcp$",
        "/#/scenarios/scen_knee_mri_01/run?mode=manual, /scenarios/scen_knee_mri_01/run\\?way=hand$",
        "/watch/index.html, /conversations$",
        "/watch/, /conversations$",
        "/watch/#/conversation/3, /conversations/3$",
        "/#/conversation/3, /conversations/3$"
    })
    void leadOn(String old, String now) {
        Page page = fixture.visit(old);
        assertThat(page).hasURL(Pattern.compile("http://[^/]+" + now));
        assertThat(page.locator("h1").first()).isVisible();
        page.context().close();
    }

    @Test
    void anEndpointKeepsTheScenarioThatItsLinkNames() {
        Page page = fixture.visit("/client/#/?endpoint=http%3A%2F%2F127.0.0.1%3A9%2Fa2a&scenarioUrl="
                + fixture.address("/api/scenarios/scen_knee_mri_01"));
        assertThat(page.locator("#try-endpoint")).hasValue("http://127.0.0.1:9/a2a");
        page.getByText("/api/scenarios/scen_knee_mri_01").click();
        assertThat(page).hasURL(fixture.address("/scenarios/scen_knee_mri_01"));

        page.navigate(
                fixture.address(
                        "/client/#/?endpoint=http%3A%2F%2F127.0.0.1%3A9%2Fa2a&scenarioUrl=https%3A%2F%2Felsewhere.example%2Fs"));
        page.getByText("https://elsewhere.example/s").click();
        assertThat(page.locator(".importing")).containsText("https://elsewhere.example/s");

        page.navigate(fixture.address("/client/#/?scenarioUrl=https%3A%2F%2Felsewhere.example%2Ft"));
        assertThat(page.locator(".importing")).containsText("https://elsewhere.example/t");

        page.navigate(fixture.address("/try?endpoint=http%3A%2F%2F127.0.0.1%3A9&scenarioUrl=javascript%3Aalert(1)"));
        assertThat(page.locator("#try-endpoint")).isVisible();
        assertThat(page.locator("a[href^='javascript:']")).hasCount(0);
        page.context().close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void aTemplateIsAPageThatSaysWhatItHolds(ColorScheme scheme) throws Exception {
        // Of its own, so that nothing was begun with it before.
        String config64 = base64url(TEMPLATE.replace("0.10", "0.10,\"tried\":\"" + scheme + "\""));
        // The alphabet of RFC 4648, section 4, has characters that an address gives a meaning of their own.
        String standard = config64.replace('-', '+').replace('_', '/');
        assertThat(standard).contains("/").contains("+");
        Page page = fixture.visit("/#/scenarios/configured/" + standard, 360, scheme);
        assertThat(page).hasURL(fixture.address("/configured/" + config64));
        assertThat(page.locator("h1")).hasText("Ünique ??>ab?");
        assertThat(page.getByText("A conversation of the scenario")).containsText("ends the talk after turn 12");
        assertThat(page.locator(".plainlist li").first()).containsText("is played from outside");
        assertThat(page.locator(".plainlist li").nth(1))
                .containsText("runs on this server: it plays its role of the scenario, with the model m1");
        assertThat(page.locator(".plainlist li").nth(1)).containsText("Be <b>strict</b>.");
        page.getByText("Every setting, as JSON").click();
        assertThat(page.locator("pre.code").first()).containsText("\"weight\": 0.10");
        assertThat(page.locator(".endpoint output")).hasText(Pattern.compile(".*/bridge/" + config64 + "/a2a"));
        assertThat(page.getByText("None yet. As soon as your agent sends")).isVisible();
        assertThat(Axe.findings(page)).isEmpty();
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);

        String diag = page.getByText("As the server reads it").getAttribute("href");
        assertThat(get(diag).statusCode()).isEqualTo(200);
        begin(config64, "Hello from outside, " + scheme);
        assertThat(page.locator("chit-endpoint .rows .r").first()).isVisible();

        page.getByText("Change it first").click();
        assertThat(page.locator("#run-title")).hasValue("Ünique ??>ab?");
        assertThat(page.locator("#model-insurance-auth-specialist")).hasValue("m1");
        page.getByText("What it says, as a page to share").click();
        assertThat(page.locator("h1")).hasText("Ünique ??>ab?");
        page.context().close();
    }

    @Test
    void aTemplateStartsAsItIs() {
        String meta = "{\"title\":\"Echoes\",\"agents\":[{\"id\":\"one\",\"agentClass\":\"script\",\"config\":"
                + "{\"script\":{\"name\":\"s\",\"turns\":[[{\"kind\":\"post\",\"text\":\"Scripted words\"}]]}}},"
                + "{\"id\":\"two\",\"agentClass\":\"EchoAgent\"}]}";
        Page page = fixture.visit("/configured/" + base64url(meta));
        assertThat(page.locator(".plainlist li").nth(1)).containsText("it echoes, for tests");
        page.getByText("Let this server play all roles").click();
        page.waitForURL(Pattern.compile(".*/conversations/\\d+$"));
        assertThat(page.locator("chit-turn .message").first()).hasText("Scripted words");
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"not-base64!, base64url", "bm90IGpzb24, is not JSON", "W10, must be a JSON object"})
    void aTemplateThatCannotBeReadSaysWhy(String config64, String why) {
        Page page = fixture.visit("/configured/" + config64);
        assertThat(page.getByText("This link does not hold a conversation")).isVisible();
        assertThat(page.locator(".empty")).containsText(why);
        page.context().close();
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(fixture.address(path)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** An external agent begins a conversation at the address of this template. */
    private static void begin(String config64, String words) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fixture.address("/api/bridge/" + config64 + "/a2a")))
                .header("Content-Type", "application/json")
                .header("A2A-Version", "1.0")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":{\"message\":{\"role\":"
                                + "\"ROLE_USER\",\"messageId\":\"" + words + "\",\"parts\":[{\"text\":\"" + words
                                + "\"}]},\"configuration\":{\"returnImmediately\":true}}}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("\"result\"");
    }
}
