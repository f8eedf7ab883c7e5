package me.fhir.chitchat.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The list of scenarios as a person uses it. */
final class ScenarioCards {
    private ScenarioCards() {}

    static Locator card(Page page, String text) {
        return page.locator("article.card", new Page.LocatorOptions().setHasText(text));
    }

    /** Opens the card's menu and takes a choice. */
    static void choose(Page page, String text, String name) {
        Locator card = card(page, text);
        card.locator("summary").click();
        card.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    static void importFile(Page page, String name, String text) {
        importFile(page, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static void importFile(Page page, String name, byte[] content) {
        page.locator("input[type=file]").setInputFiles(new FilePayload(name, "application/json", content));
    }

    /** The text of the file that the page hands out. */
    static String downloaded(Page page, Runnable action) {
        try {
            return Files.readString(page.waitForDownload(action).path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of the scenario whose page is shown. */
    static String shownId(Page page) {
        return page.url().replaceFirst(".*/scenarios/([^?]+).*", "$1");
    }

    /** How far the page scrolls sideways, in pixels. */
    static Object sideways(Page page) {
        return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }
}
