package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.KeyboardInput.press;
import static me.fhir.chitchat.web.KeyboardInput.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioLockIT {
    private static final String ID = "scen_knee_mri_01";
    private static final String PATH = "/scenarios/" + ID;

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @Test
    void saysThatATokenIsWrongAndTakesTheCorrectedOne() {
        Page page = fixture.visit(PATH);
        assertThat(banner(page)).containsText("Published, so it is locked.");
        button(page, "Unlock").click();
        Locator token = page.getByLabel("Edit token");
        type(token, "orchard-7-lantrn");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not the right one");
        assertThat(token).isFocused();
        assertThat(token).hasValue("orchard-7-lantrn");
        assertThat(token).hasAttribute("aria-invalid", "true");

        // One that is not Latin-1 reaches the server as well.
        token.fill("\u0437\u0430\u043c\u043e\u043a-7");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not the right one");

        token.fill(RunningService.EDIT_TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(banner(page)).containsText("unlocked in this browser until tomorrow");
        assertThat(sent(page)).isEqualTo(RunningService.EDIT_TOKEN);
        page.reload();
        assertThat(banner(page)).containsText("unlocked in this browser");
    }

    @Test
    void asksForATokenThatIsNotEmpty() {
        Page page = fixture.visit(PATH);
        button(page, "Unlock").click();
        press(page.getByLabel("Edit token"), "Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Enter the edit token first");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(button(page, "Unlock")).isFocused();
    }

    @Test
    void locksAgainAndKeepsTheTokenForTheNextTime() {
        Page page = unlocked();
        button(page, "Lock again").click();
        assertThat(banner(page)).containsText("Published, so it is locked.");
        assertThat(sent(page)).isEqualTo("none");
        // Keyboard users go on from where the button was.
        press(button(page, "Copy instead"), "Tab");
        press(button(page, "Unlock"), "Enter");
        Locator token = page.getByLabel("Edit token");
        assertThat(token).hasValue(RunningService.EDIT_TOKEN);
        press(token, "Enter");
        assertThat(banner(page)).containsText("unlocked in this browser");
    }

    @Test
    void forgetsTheToken() {
        Page page = unlocked();
        button(page, "Forget token").click();
        assertThat(banner(page)).containsText("Published, so it is locked.");
        assertThat(page.evaluate("JSON.stringify(localStorage)").toString()).doesNotContain(RunningService.EDIT_TOKEN);
        button(page, "Unlock").click();
        assertThat(page.getByLabel("Edit token")).hasValue("");
    }

    @Test
    void offersAllThreeInTheMenu() {
        Page page = fixture.visit(PATH);
        menu(page).click();
        assertThat(choice(page, "Lock again")).isDisabled();
        assertThat(choice(page, "Forget token")).isDisabled();
        choice(page, "Unlock").click();
        page.getByLabel("Edit token").fill(RunningService.EDIT_TOKEN);
        page.keyboard().press("Enter");
        assertThat(banner(page)).containsText("unlocked in this browser");
        menu(page).click();
        assertThat(choice(page, "Unlock")).isDisabled();
        choice(page, "Lock again").click();
        assertThat(banner(page)).containsText("Published, so it is locked.");
        menu(page).click();
        choice(page, "Forget token").click();
        menu(page).click();
        assertThat(choice(page, "Forget token")).isDisabled();
    }

    @Test
    void isLockedAgainAfterADay() {
        Page page = unlocked();
        page.evaluate(
                "key => { const kept = JSON.parse(localStorage.getItem(key));"
                        + " localStorage.setItem(key, JSON.stringify({ ...kept, at: kept.at - 24 * 3600 * 1000 })); }",
                "chitchat.lock." + ID);
        page.reload();
        assertThat(banner(page)).containsText("Published, so it is locked.");
        assertThat(sent(page)).isEqualTo("none");
        assertThat(page.evaluate("key => localStorage.getItem(key)", "chitchat.lock." + ID))
                .isNull();
    }

    @Test
    void isLockedAgainAfterADayWhileThePageIsOpen() {
        // The clock is replaced before there is a token: while it is being replaced the page may see the year 1970.
        Page page = fixture.empty();
        page.clock().install(new Clock.InstallOptions().setTime(System.currentTimeMillis()));
        page.navigate(fixture.address(PATH + "?tab=edit"));
        unlock(page);
        assertThat(banner(page)).containsText("unlocked in this browser");
        assertThat(page.locator("[id='f-metadata.title']")).isEnabled();
        page.clock().fastForward("24:00:00");
        assertThat(banner(page)).containsText("Published, so it is locked.");
        assertThat(page.locator("[id='f-metadata.title']")).isDisabled();
    }

    @Test
    void isLockedAsSoonAsItIsSavedAsPublished() {
        fixture.rest()
                .create(
                        "to-publish",
                        "To publish",
                        "{\"metadata\":{\"id\":\"to-publish\",\"title\":\"To publish\"},"
                                + "\"agents\":[{\"agentId\":\"a\"},{\"agentId\":\"b\"}]}");
        Page page = fixture.visit("/scenarios/to-publish?tab=edit");
        page.locator("label.switch", new Page.LocatorOptions().setHasText("Published"))
                .click();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Save").setExact(true))
                .click();
        assertThat(page.locator(".toast")).containsText("locked now");
        assertThat(page.locator("[id='f-metadata.title']")).isDisabled();
    }

    @Test
    void saysThatAKeptTokenIsNoLongerRight() {
        Page page = unlocked();
        page.evaluate(
                "key => { const kept = JSON.parse(localStorage.getItem(key));"
                        + " localStorage.setItem(key, JSON.stringify({ ...kept, token: 'of last week' })); }",
                "chitchat.lock." + ID);
        page.reload();
        assertThat(banner(page)).containsText("no longer right");
        assertThat(sent(page)).isEqualTo("none");
    }

    @Test
    void unlocksForTheTabWhereTheBrowserRefusesStorage() {
        Page page = fixture.visit("/status");
        page.context()
                .addInitScript("Object.defineProperty(window, 'localStorage',"
                        + " { get() { throw new DOMException('refused', 'SecurityError'); } })");
        page.navigate(fixture.address(PATH));
        unlock(page);
        assertThat(banner(page)).containsText("unlocked in this tab until");
        button(page, "Forget token").click();
        assertThat(banner(page)).containsText("Published, so it is locked.");
    }

    @Test
    void notifiesTheOtherTabs() {
        Page first = fixture.visit(PATH);
        Page second = first.context().newPage();
        second.navigate(fixture.address(PATH));
        unlock(first);
        assertThat(banner(second)).containsText("unlocked in this browser");
        button(second, "Lock again").click();
        assertThat(banner(first)).containsText("Published, so it is locked.");
    }

    @Test
    void showsNoBannerOnAScenarioThatIsNotPublished() {
        Page page = fixture.visit("/scenarios/scen_vision_screen_01");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .isVisible();
        assertThat(page.locator("chit-lock-banner .banner")).hasCount(0);
        menu(page).click();
        assertThat(choice(page, "Copy")).isVisible();
        assertThat(choice(page, "Unlock")).hasCount(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void theJsonIsAccessibleWhereItCanBeEdited(ColorScheme scheme) {
        Page page = fixture.visit("/scenarios/scen_vision_screen_01?tab=json", 1280, scheme);
        assertThat(page.locator(".cm-content")).hasAttribute("aria-readonly", "false");
        assertThat(Axe.findings(page)).isEmpty();
        page.context().close();
    }

    @Test
    void copiesInsteadOfUnlocking() {
        Page page = fixture.visit(PATH);
        button(page, "Copy instead").click();
        page.waitForURL("**/scenarios/*?tab=edit");
        assertThat(page.url()).doesNotContain(ID);
        assertThat(page.locator("chit-lock-banner .banner")).hasCount(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void isAccessibleAndFitsAPhone(ColorScheme scheme) {
        Page page = fixture.visit(PATH, 360, scheme);
        button(page, "Unlock").click();
        type(page.getByLabel("Edit token"), "wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not the right one");
        assertThat(Axe.findings(page)).as("dialog").isEmpty();
        page.getByLabel("Edit token").fill(RunningService.EDIT_TOKEN);
        page.keyboard().press("Enter");
        assertThat(banner(page)).containsText("unlocked");
        menu(page).click();
        assertThat(Axe.findings(page)).as("banner and menu").isEmpty();
        assertThat(ScenarioCards.sideways(page)).isEqualTo(0);
    }

    private static Page unlocked() {
        Page page = fixture.visit(PATH);
        unlock(page);
        assertThat(banner(page)).containsText("unlocked in this browser");
        return page;
    }

    private static void unlock(Page page) {
        button(page, "Unlock").click();
        page.getByLabel("Edit token").fill(RunningService.EDIT_TOKEN);
        page.keyboard().press("Enter");
    }

    private static Locator banner(Page page) {
        return page.locator("chit-lock-banner .banner");
    }

    private static Locator button(Page page, String name) {
        return banner(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator menu(Page page) {
        return page.locator("chit-scenario-menu summary");
    }

    private static Locator choice(Page page, String name) {
        return page.locator("chit-scenario-menu")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What a view that saves would send, by what the browser has stored. */
    private static String sent(Page page) {
        Object token = page.evaluate(
                "id => import(document.querySelector('script[type=module]').src.replace('main.js', 'locks.js'))"
                        + ".then(locks => locks.tokenFor(id) ?? 'none')",
                ID);
        return Objects.toString(token);
    }
}
