package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConversationsPageIT {
    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    private static int denied;

    @BeforeAll
    static void open() throws Exception {
        try (WireClient agent = fixture.connect()) {
            for (int i = 0; i < 5; i++) {
                agent.converse("Filler " + i, "one", "two");
            }
            denied = agent.converse("Wheelchair — urgent", "clinic", "insurer");
            agent.say(denied, "clinic", "turn", Map.of("text", "May we?"));
            agent.say(
                    denied,
                    "insurer",
                    "conversation",
                    Map.of("text", "No policy covers it.", "outcome", Map.of("status", "denied")));
        }
    }

    private static Locator row(Page page, int number) {
        return page.locator(
                ".rows .r", new Page.LocatorOptions().setHas(page.locator("a[href='/conversations/" + number + "']")));
    }

    @Test
    void showsOutcomeTurnsAndLastMessageInOneRequest() {
        List<String> requests = new CopyOnWriteArrayList<>();
        Page page = fixture.visit("/");
        page.onRequest(
                request -> requests.add(request.url().replaceFirst("\\?.*", "").replaceFirst(".*/api", "")));
        page.navigate(fixture.address("/conversations"));
        assertThat(row(page, denied).locator(".chip[data-o=fail]")).hasText("Denied");
        assertThat(row(page, denied).locator(".c-turns")).containsText("2");
        assertThat(row(page, denied).locator(".last")).containsText("No policy covers it.");
        assertThat(requests.stream().filter(path -> path.startsWith("/conversations/")))
                .isEmpty();
        assertThat(requests.stream().filter("/conversations"::equals)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void saysWithoutAnEventThatAnAgentIsLate() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Slow", "clinic", "insurer");
            agent.say(number, "clinic", "turn", Map.of("text", "May we?"));
            Page page = fixture.empty();
            page.clock().install(new Clock.InstallOptions().setTime(System.currentTimeMillis()));
            page.navigate(fixture.address("/conversations"));
            assertThat(row(page, number).locator(".chip")).hasText("Live");
            page.clock().fastForward("01:00");
            assertThat(row(page, number).locator(".chip[data-o=warn]")).hasText("Late");
            assertThat(row(page, number).locator(".last")).containsText("insurer is late since");
            page.context().close();
        }
    }

    @Test
    void rowsBeginInTheUpperHalfOfAPhonesWindow() {
        Page page = fixture.visit("/conversations", 360, ColorScheme.LIGHT);
        assertThat(page.locator(".rows .r").first()).isVisible();
        assertThat(page.locator(".rows").boundingBox().y).isLessThan(370);
        assertThat(page.locator("h1").boundingBox().height).isLessThan(40);
        assertThat(page.locator(".facets").boundingBox().height).isLessThan(60);
        page.locator(".facets .facet").last().click();
        assertThat(page.locator(".facets .facet").last()).isInViewport();
        assertThat(page.getByText("No conversation fits")).isVisible();
        assertThat(Axe.findings(page)).isEmpty();
        page.context().close();
    }

    @Test
    void keepsUpWithWhatHappens() {
        try (WireClient agent = fixture.connect()) {
            Page page = fixture.visit("/conversations");
            assertThat(row(page, denied)).isVisible();
            int number = agent.converse("Arrives live", "one", "two");
            assertThat(row(page, number)).containsText("Nobody has spoken yet");
            agent.say(number, "one", "turn", Map.of("text", "the first word"));
            assertThat(row(page, number)).containsText("the first word");
            agent.say(number, "two", "none", Map.of("text", "hm"));
            assertThat(row(page, number)).containsText("two is working");
            agent.say(number, "two", "conversation", Map.of("text", "bye", "outcome", Map.of("status", "success")));
            assertThat(row(page, number).locator(".chip[data-o=ok]")).hasText("Success");
        }
    }

    @Test
    void filtersStandInTheAddress() {
        Page page = fixture.visit("/conversations");
        page.getByLabel("Search conversations").fill("wheelchair INSURER");
        assertThat(page.locator(".rows .r")).hasCount(1);
        page.locator(".facet", new Page.LocatorOptions().setHasText("Success")).click();
        assertThat(page.getByText("No conversation fits")).isVisible();
        page.locator(".facet", new Page.LocatorOptions().setHasText("Failure")).click();
        assertThat(page.locator(".rows .r")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile("q=wheelchair%20INSURER&outcome=success%2Cfailure"));
        page.reload();
        assertThat(page.locator(".rows .r")).hasCount(1);
        assertThat(page.getByLabel("Search conversations")).hasValue("wheelchair INSURER");
        page.getByText("Live", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page.getByText("No conversation fits")).isVisible();
        page.getByText("Show all").click();
        assertThat(row(page, denied)).isVisible();
    }

    @Test
    void eachFacetTellsHowManyItBrings() {
        Page page = fixture.visit("/conversations");
        assertThat(row(page, denied)).isVisible();
        Locator failure = page.locator(".facet", new Page.LocatorOptions().setHasText("Failure"));
        int failures = page.locator(".rows .chip[data-o=fail]").count();
        assertThat(failure.locator(".num")).hasText(String.valueOf(failures));
        failure.click();
        assertThat(page.locator(".rows .r")).hasCount(failures);
        assertThat(failure.locator(".num")).hasText("");
        page.context().close();
    }

    @Test
    void aRowTellsWhenItBeganAndALongNameLeavesRoomForTheOthers() {
        try (WireClient agent = fixture.connect()) {
            int number = agent.converse("Long names", "agent-" + "x".repeat(180), "other");
            for (int width : new int[] {360, 768, 1440}) {
                Page page = fixture.visit("/conversations", width, ColorScheme.LIGHT);
                assertThat(row(page, number).locator(".times")).containsText("began ");
                Locator other = row(page, number).locator(".names bdi").last();
                assertThat(other).hasText("other");
                assertThat((Boolean) other.evaluate("name => name.getBoundingClientRect().right <="
                                + " name.closest('.c-title').getBoundingClientRect().right + 1"))
                        .as("at %d px", width)
                        .isTrue();
                page.context().close();
            }
        }
    }

    @Test
    void withoutTheServerNothingClaimsToBeUpToDate() {
        Page page = fixture.visit("/conversations");
        assertThat(page.getByText("updates by itself")).isVisible();
        PageFixture.goOffline(page);
        assertThat(page.getByText("waits for the server")).isVisible();
        assertThat(page).hasTitle(Pattern.compile("^Reconnecting"));
        page.context().setOffline(false);
        assertThat(page.getByText("updates by itself")).isVisible();
        assertThat(page).hasTitle(Pattern.compile("Conversations · Chitchat$"));
        assertThat(page).not().hasTitle(Pattern.compile("Reconnecting"));
        page.context().close();
    }

    @Test
    void isWalkedWithTheKeyboard() {
        Page page = fixture.visit("/conversations?q=" + denied + "%20wheelchair");
        assertThat(page.locator(".rows .r")).hasCount(1);
        page.keyboard().press("/");
        page.keyboard().type("j");
        assertThat(page.getByLabel("Search conversations")).hasValue(denied + " wheelchairj");
        page.keyboard().press("Backspace");
        assertThat(page.locator(".rows .r")).hasCount(1);
        page.getByLabel("Search conversations").blur();
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/conversations/" + denied + "$"));
    }

    @Test
    void aRowIsComparedCopiedAndRunAgainByKey() {
        Page page = fixture.visit("/conversations");
        assertThat(row(page, denied)).isVisible();
        page.keyboard().press("y");
        assertThat(page.locator(".below [role=status]")).containsText("Choose a conversation first");
        row(page, denied).locator("a.cover").focus();
        page.keyboard().press("r");
        assertThat(page.locator(".below [role=status]")).containsText("has no scenario");
        page.keyboard().press("c");
        assertThat(page.locator(".r.marked")).hasCount(1);
        page.keyboard().press("c");
        assertThat(page.locator(".r.marked")).hasCount(0);
        page.keyboard().press("c");
        page.keyboard().press("j");
        page.keyboard().press("c");
        assertThat(page).hasURL(Pattern.compile("/compare\\?a=" + denied + "&b=\\d+$"));
        page.goBack();
        row(page, denied).locator("a.cover").focus();
        page.keyboard().press("w");
        assertThat(page).hasURL(Pattern.compile("/conversations/" + denied + "/watch$"));
        page.context().close();
    }

    @Test
    void rowsStandInTheChosenOrderAndColumnsCanBeHidden() {
        int longest;
        try (WireClient agent = fixture.connect()) {
            longest = agent.converse("Many turns", "one", "two");
            for (int i = 0; i < 6; i++) {
                agent.say(longest, i % 2 == 0 ? "one" : "two", "turn", Map.of("text", "Turn " + i));
            }
        }
        Page page = fixture.visit("/conversations", 1440, ColorScheme.LIGHT);
        Locator first = page.locator(".rows .r").first();
        page.getByLabel("Order").selectOption("oldest first");
        assertThat(first.locator(".c-id")).hasText("#1");
        assertThat(page).hasURL(Pattern.compile("sort=oldest"));
        page.reload();
        assertThat(first.locator(".c-id")).hasText("#1");
        page.getByLabel("Order").selectOption("most turns first");
        assertThat(first.locator("a.cover")).hasAttribute("href", "/conversations/" + longest);
        double wide = first.locator(".c-title").boundingBox().width;
        page.locator(".columns summary").click();
        page.getByLabel("Last word").uncheck();
        assertThat(first.locator(".last")).isHidden();
        assertThat(first.locator(".c-title").boundingBox().width).isGreaterThan(wide);
        page.reload();
        assertThat(first.locator(".times")).isVisible();
        assertThat(first.locator(".last")).isHidden();
        page.context().close();
    }

    @Test
    void oldAddressesLeadOn() {
        Page page = fixture.visit("/watch/#/conversation/" + denied);
        assertThat(page).hasURL(Pattern.compile("/conversations/" + denied + "$"));
        page.navigate(fixture.address("/#/scenarios/scen_knee_mri_01/run"));
        assertThat(page).hasURL(Pattern.compile("/scenarios/scen_knee_mri_01/run$"));
        page.navigate(fixture.address("/client/#/scenarios/scen_knee_mri_01/edit"));
        assertThat(page).hasURL(Pattern.compile("/scenarios/scen_knee_mri_01$"));
        page.navigate(fixture.address("/client/anything"));
        assertThat(page).hasURL(fixture.address("/"));
        page.evaluate("location.hash = '#/conversation/" + denied + "'");
        assertThat(page).hasURL(Pattern.compile("/conversations/" + denied + "$"));
        assertThat(page.locator(".bar .chip[data-o=fail]")).isVisible();
    }
}
