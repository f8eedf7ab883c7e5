package me.fhir.chitchat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A running service and a browser in front of it, for all tests of a class. After each test the browser must have had
 * nothing to complain about.
 */
final class PageFixture implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** How long a state may take to come about, in milliseconds: generous, since other work may share the machine. */
    private static final double TIMEOUT_MS = 30_000;

    /** Complains of each id that two elements have, and of what is described by an element that is not there. */
    private static final String REPEATED_IDS = """
            (() => {
              const said = new Set();
              const complain = (words) => said.has(words) || (said.add(words), console.error(words));
              const look = () => {
                const seen = new Set();
                for (const { id } of document.querySelectorAll('[id]')) {
                  if (seen.has(id)) complain(`two elements have the id ${id} at ${location.pathname}`);
                  seen.add(id);
                }
                for (const element of document.querySelectorAll('[aria-describedby], [aria-labelledby]')) {
                  const named = `${element.getAttribute('aria-describedby') ?? ''} ${
                    element.getAttribute('aria-labelledby') ?? ''}`;
                  for (const id of named.split(/\\s+/)) {
                    if (id && !seen.has(id)) complain(`nothing has the id ${id}, which describes something`);
                  }
                }
              };
              let due = 0;
              new MutationObserver(() => {
                clearTimeout(due);
                due = setTimeout(look, 100);
              }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['id'] });
            })();""";

    private final Map<String, String> variables;
    private final List<String> switches;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private @Nullable String allowed;

    @SuppressWarnings("NullAway.Init") // Started before the first test.
    private RunningService service;

    @SuppressWarnings("NullAway.Init")
    private String leftOutStyles;

    @SuppressWarnings("NullAway.Init")
    private Playwright playwright;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    /** A browser that is started with these switches as well. */
    PageFixture(String... switches) {
        this(Map.of(), switches);
    }

    /** The same before a service that has these environment variables. */
    PageFixture(Map<String, String> variables, String... switches) {
        this.variables = variables;
        this.switches = List.of(switches);
    }

    /** What the tests cause on purpose: the browser may complain of it, and they look at what the page says then. */
    PageFixture allowing(String complaint) {
        allowed = complaint;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
        service = RunningService.start(variables);
        try {
            leftOutStyles = LeftOutStyles.script(service.base().toString());
            startBrowser();
        } catch (IOException | InterruptedException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void startBrowser() throws IOException, InterruptedException {
        Optional<Path> chromium = Chromium.find();
        Map<String, String> environment =
                chromium.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        List<String> all =
                new ArrayList<>(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"));
        all.addAll(switches);
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(all);
        chromium.ifPresent(options::setExecutablePath);
        browser = playwright.chromium().launch(options);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(complaints())
                .as("what the browser complained of")
                .allMatch(complaint -> allowed != null && complaint.contains(allowed));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        playwright.close();
        service.close();
    }

    Page visit(String path, int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme));
        Page page = context.newPage();
        page.addInitScript(REPEATED_IDS);
        page.addInitScript(leftOutStyles);
        page.onPageError(complaints::add);
        page.onConsoleMessage(this::heard);
        page.navigate(address(path));
        return page;
    }

    /** A tab of a browser that has never been here. */
    Page empty() {
        return browser.newContext().newPage();
    }

    Page visit(String path) {
        return visit(path, 1280, ColorScheme.LIGHT);
    }

    /** Switches the network off and returns once the page has been told, since what it does before counts as sent. */
    static void goOffline(Page page) {
        page.evaluate("() => void (window.toldOffline = new Promise((told) => addEventListener('offline', told)))");
        page.context().setOffline(true);
        page.evaluate("() => window.toldOffline.then(() => true)");
    }

    /** Somebody else who changes scenarios. */
    RestClient rest() {
        return new RestClient(address(""));
    }

    String address(String path) {
        return path.startsWith("http:") ? path : service.base() + path;
    }

    /** The service under another name, which the browser must resolve to this machine. */
    String addressUnder(String host, String path) {
        return "http://" + host + ":" + service.base().getPort() + path;
    }

    WireClient connect() {
        return WireClient.to(service.base());
    }

    /** What the browser has complained about since this was last asked. */
    List<String> complaints() {
        List<String> heard = List.copyOf(complaints);
        complaints.removeAll(heard);
        return heard;
    }

    private void heard(ConsoleMessage message) {
        if ((message.type().equals("error") || message.type().equals("warning")) && !onPurpose(message.text())) {
            complaints.add(message.text());
        }
    }

    // Requests that fail, a network that is switched off, and pages that are left at once are part of what is tested.
    private static boolean onPurpose(String complaint) {
        return complaint.startsWith("Failed to load resource")
                || complaint.endsWith("net::ERR_INTERNET_DISCONNECTED")
                || complaint.endsWith("WebSocket is closed before the connection is established.");
    }
}
