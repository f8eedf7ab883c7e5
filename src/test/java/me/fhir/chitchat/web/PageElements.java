package me.fhir.chitchat.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Finds what a user sees or reads out on a page. */
final class PageElements {
    private PageElements() {}

    /** The button of exactly this name. */
    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The selector of a form's input for this path of a scenario. */
    static String field(String path) {
        return "[id=\"f-" + path + "\"]";
    }
}
