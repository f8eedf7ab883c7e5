package me.fhir.chitchat.web;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A running service and a browser in front of it; collects whatever the browser complains about. */
final class Stage implements AutoCloseable {
    /** How long a state may take to come about, in milliseconds: generous, since other work may share the machine. */
    private static final double PATIENCE = 30_000;

    private final RunningService service;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Stage(RunningService service, Playwright playwright, Browser browser) {
        this.service = service;
        this.playwright = playwright;
        this.browser = browser;
    }

    /** A stage whose browser is started with these switches as well. */
    static Stage open(String... switches) throws IOException, InterruptedException {
        return open(Map.of(), switches);
    }

    /** The same before a service that has these environment variables. */
    static Stage open(Map<String, String> variables, String... switches) throws IOException, InterruptedException {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        RunningService service = RunningService.start(variables);
        try {
            Optional<Path> chromium = Chromium.find();
            Map<String, String> environment =
                    chromium.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
            Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
            BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                    .setArgs(Stream.concat(
                                    Stream.of(
                                            "--no-sandbox",
                                            "--disable-dev-shm-usage",
                                            "--disable-background-networking"),
                                    Stream.of(switches))
                            .toList());
            chromium.ifPresent(options::setExecutablePath);
            return new Stage(service, playwright, playwright.chromium().launch(options));
        } catch (IOException | InterruptedException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    Page visit(String path, int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme));
        Page page = context.newPage();
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

    String address(String path) {
        return path.startsWith("http:") ? path : service.base() + path;
    }

    /** The service under another name, which the browser must have been told to find here. */
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

    @Override
    public void close() {
        playwright.close();
        service.close();
    }
}
