package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A link that brings a scenario of another server along: {@code /?import=URL}. The other server is not trusted. */
class ScenarioFetchIT {
    private static final String GOOD = "{\"metadata\":{\"id\":\"from-elsewhere\",\"title\":\"Brought <b>along</b>\","
            + "\"description\":\"A midwife asks a lab.\"},\"agents\":[{\"agentId\":\"mid-wife\"},"
            + "{\"agentId\":\"lab\",\"tools\":[{\"toolName\":\"look\"}]}],\"weight\":0.10}";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture().allowing("CORS policy");

    private static ScenarioClient shelf;
    private static HttpServer other;
    /** Requests to the other server: path, and what they revealed of the browser. */
    private static final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        shelf = new ScenarioClient(fixture);
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stranger");
            thread.setDaemon(true);
            return thread;
        }));
        other.createContext("/", ScenarioFetchIT::answer);
        other.start();
    }

    @AfterAll
    static void close() {
        other.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path + " " + exchange.getRequestHeaders().getFirst("Cookie")
                + exchange.getRequestHeaders().getFirst("Referer"));
        if (!path.equals("/no-cors")) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        }
        switch (path) {
            case "/gone" -> send(exchange, 404, "{}");
            case "/page" -> send(exchange, 200, " <!DOCTYPE html><title>x</title>");
            case "/list" -> send(exchange, 200, "[" + GOOD + "]");
            case "/deep" -> send(exchange, 200, "[".repeat(200_000));
            case "/binary" -> send(exchange, 200, "\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1));
            case "/types" -> send(exchange, 200, "{\"metadata\":7,\"agents\":[null,3,{\"agentId\":{},\"tools\":{}}]}");
            case "/moved" -> {
                exchange.getResponseHeaders().set("Location", "/good");
                send(exchange, 302, "");
            }
            case "/endless" -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
                try (OutputStream body = exchange.getResponseBody()) {
                    while (true) {
                        body.write(blanks);
                    }
                }
            }
            case "/silent" -> exchange.sendResponseHeaders(200, 0);
            default -> send(exchange, 200, GOOD);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String elsewhere(String path) {
        return "http://127.0.0.1:" + other.getAddress().getPort() + path;
    }

    private static Page offered(String source) {
        String value = URLEncoder.encode(source, StandardCharsets.UTF_8);
        Page page = fixture.visit("/?import=" + value, 360, ColorScheme.DARK);
        assertThat(page.locator(".importing h2")).hasText("Import a scenario from another server?");
        return page;
    }

    private static Locator fault(Page page) {
        return page.locator(".importing [role=alert]");
    }

    @Test
    void isFetchedAndStoredOnlyWhenAPersonSaysSo() {
        asked.clear();
        Page page = offered(elsewhere("/good"));
        assertThat(page.locator(".importing strong"))
                .hasText("127.0.0.1:" + other.getAddress().getPort());
        assertThat(Axe.findings(page)).isEmpty();
        assertThat(asked).isEmpty();
        page.getByText("Fetch it").click();
        assertThat(page.locator(".importing h2")).hasText("Import “Brought <b>along</b>”");
        assertThat(page.locator(".importing")).containsText("A midwife asks a lab.");
        assertThat(page.locator(".importing")).containsText("2 agents: Mid wife, lab. 1 tool.");
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);
        assertThat(asked).containsExactly("/good nullnull");
        assertThat(shelf.has("from-elsewhere")).isFalse();
        page.locator(".importing .btn.primary").click();
        page.waitForURL(Pattern.compile(".*/scenarios/from-elsewhere.*"));
        assertThat(shelf.text("from-elsewhere")).contains("\"weight\":0.10");

        // From here on only this server may be contacted again.
        assertThat(page.locator("h1").first()).isVisible();
        assertThat(page.evaluate("fetch('" + elsewhere("/good") + "').then(() => 'reached', () => 'refused')"))
                .isEqualTo("refused");
        assertThat(fixture.complaints())
                .allMatch(complaint ->
                        complaint.contains("Content Security Policy") || complaint.contains("violates the document"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:application/json,{}",
                "file:///etc/passwd",
                "blob:http://127.0.0.1/x",
                "//127.0.0.1/x",
                "nonsense",
                "http://user:secret@127.0.0.1/x"
            })
    void anAddressThatIsNoneIsRefusedInWords(String source) {
        Page page = offered(source);
        assertThat(fault(page)).containsText(source.contains("@") ? "with a password in it" : "begins with http://");
        assertThat(page.getByText("Fetch it")).hasCount(0);
        assertThat(page.locator(".importing a")).hasCount(0);
        page.getByText("Not now").click();
        assertThat(page.locator(".importing")).hasCount(0);
        page.context().close();
    }

    @Test
    void anAddressIsShownAsTheBrowserUnderstandsIt() {
        Page page = offered("http://good.example/\u202egnp.nosj");
        assertThat(page.locator(".importing code")).hasText("http://good.example/%E2%80%AEgnp.nosj");
        page.navigate(fixture.address("/?import=http%3A%2F%2Fgood.example%E2%80%AE.evil.example%2F"));
        assertThat(page.locator(".importing code")).hasText("http://good.example%E2%80%AE.evil.example/");
        page.navigate(fixture.address("/?import=" + "http%3A%2F%2F%D0%B0pple.example%2Fx"));
        assertThat(page.locator(".importing strong")).hasText("xn--pple-43d.example");
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({
        "/gone, answers 404",
        "/page, A web page stands there",
        "/list, holds a list",
        "/deep, ''",
        "/binary, not text in UTF-8",
        "/endless, larger than 16 MB"
    })
    void aDocumentThatIsNoScenarioIsRefusedInWords(String path, String words) {
        Page page = offered(elsewhere(path));
        page.getByText("Fetch it").click();
        assertThat(fault(page)).containsText(words);
        assertThat(fault(page)).not().isEmpty();
        assertThat(page.locator("article.card").first()).isVisible();
        page.context().close();
    }

    @Test
    void aDocumentOfWrongTypesIsShownAndThenRefusedByTheServer() {
        Page page = offered(elsewhere("/types"));
        page.getByText("Fetch it").click();
        assertThat(page.locator(".importing")).containsText("0 agents.");
        page.locator(".importing .btn.primary").click();
        assertThat(page.locator(".importing h2")).hasText("Not imported");
        assertThat(fault(page)).containsText("metadata");
        page.context().close();
    }

    @Test
    void saysWhereItCameFromInTheEnd() {
        Page page = offered(elsewhere("/moved"));
        page.getByText("Fetch it").click();
        assertThat(page.locator(".importing header span")).hasText(elsewhere("/good"));
        page.context().close();
    }

    @Test
    void aServerThatRefusesOtherPagesIsNamedInsideTheWindow() {
        Page page = offered(elsewhere("/no-cors"));
        page.getByText("Fetch it").click();
        assertThat(fault(page)).containsText("not let pages of other servers read it (CORS)");
        assertThat(page.locator(".importing")).isFocused();
        assertThat(page.locator(".importing a")).hasAttribute("href", elsewhere("/no-cors"));
        assertThat(page.locator(".importing a")).hasAttribute("rel", "noopener noreferrer");
        assertThat(page.getByText("Try again")).isVisible();
        assertThat(Axe.findings(page)).isEmpty();
        page.context().close();
    }

    @Test
    void aServerThatNeverFinishesCanBeLeft() {
        Page page = offered(elsewhere("/silent"));
        page.getByText("Fetch it").click();
        assertThat(page.getByText("Fetching…")).isVisible();
        page.locator(".importing")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Stop"))
                .click();
        assertThat(page.getByText("Fetch it")).isVisible();
        assertThat(fault(page)).hasCount(0);
        page.context().close();
    }
}
