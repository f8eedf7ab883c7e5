package me.fhir.chitchat.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The browsers of one test process, one for each set of switches. They outlive the classes, since starting one takes seconds;
 * what a test sees is a context of its own. For the thread that runs the tests.
 */
final class TestBrowser {
    private static final Map<List<String>, Browser> STARTED = new HashMap<>();
    private static @Nullable Playwright playwright;

    private TestBrowser() {}

    /** A browser with these switches as well. */
    static Browser with(List<String> switches) throws IOException, InterruptedException {
        Browser known = STARTED.get(switches);
        if (known != null && known.isConnected()) {
            return known;
        }
        Browser browser = start(switches);
        STARTED.put(switches, browser);
        return browser;
    }

    /** Ends all that the tests of a class have opened. */
    static void closeContexts(Browser browser) {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
    }

    private static Browser start(List<String> switches) throws IOException, InterruptedException {
        Optional<Path> chromium = Chromium.find();
        List<String> all =
                new ArrayList<>(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"));
        all.addAll(switches);
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(all);
        chromium.ifPresent(options::setExecutablePath);
        return playwright(chromium.isPresent()).chromium().launch(options);
    }

    private static Playwright playwright(boolean hasBrowser) {
        if (playwright == null) {
            Map<String, String> environment = hasBrowser ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
            Playwright created = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
            Runtime.getRuntime().addShutdownHook(new Thread(created::close));
            playwright = created;
        }
        return playwright;
    }
}
