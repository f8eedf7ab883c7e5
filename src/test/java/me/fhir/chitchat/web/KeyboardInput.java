package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;

/** Keys for a field that the page focuses by itself: they are pressed once it has the focus, not before. */
final class KeyboardInput {
    private KeyboardInput() {}

    static void type(Locator focused, String text) {
        assertThat(focused).isFocused();
        focused.page().keyboard().type(text);
    }

    static void press(Locator focused, String key) {
        assertThat(focused).isFocused();
        focused.page().keyboard().press(key);
    }
}
