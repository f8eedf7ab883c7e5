package me.fhir.chitchat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static me.fhir.chitchat.web.KeyboardInput.press;
import static me.fhir.chitchat.web.KeyboardInput.type;
import static me.fhir.chitchat.web.PageElements.button;
import static me.fhir.chitchat.web.PageElements.field;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract in the form of a scenario: made of its tools and facts, looked over by the server, kept as it is. */
class ContractEditorPageIT {
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final String CONTRACT = """
            {"x":1.10,"parties":{"insurer":{"success":[
              {"id":"policy","title":"The policy","in":"tool_result","tool":"lookup","before":"decision","why":[1.0]},
              {"id":"decision","title":"Decided","in":"outcome"}]},"clinic":{"success":[
              {"id":"left","title":"Left over","by":"clinic"}]}},"limits":{"turns":30,"more":2.0}}""";

    @RegisterExtension
    static final PageFixture fixture = new PageFixture();

    @Test
    void makesAContractOfTheScenariosToolsAndFactsByKeyboard() {
        String id = create("");
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        assertThat(page.locator("#contract")).containsText("Without a contract the default one counts");
        page.getByText("Add a contract").focus();
        press(page.getByText("Add a contract"), "Enter");
        press(maker(page, "contract.parties.clinic.success").locator("summary"), "Enter");
        make(page, "contract.parties.clinic.success", "A fact was said", "/member/number: 12345678901234567890");
        type(page.locator(field("contract.parties.clinic.success.0.title")), "");
        make(page, "contract.parties.insurer.success", "A tool was used", "lookup");
        make(page, "contract.parties.insurer.forbidden", "A document was attached", "any document");
        make(page, "contract.parties.insurer.mustAsk", "A fact was asked for", "/member/dateOfBirth: 1984-03-02");
        make(page, "contract.established", "A tool was not used", "lookup");
        page.locator(field("contract.parties.insurer.success.0.before")).selectOption("lookup-was-not-used");
        page.locator("#contract").getByLabel("neutral").uncheck();
        page.locator(field("contract.limits.turns")).fill("30");
        page.locator(field("contract.stall.idleTurns")).fill("6");
        Locator clinic = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Contract of clinic"));
        clinic.getByText("Mark a fact").click();
        type(page.locator(field("agents.0.disclosure.0.path")), "/member/dateOfBirth");
        assertThat(page.locator("datalist option[value='/member/dateOfBirth']")).hasCount(1);
        page.locator(field("agents.0.disclosure.0.policy")).selectOption("never");
        save(page);

        assertThat(fixture.rest().scenario(id).at("/config/contract")).isEqualTo(RestClient.json("""
                {"parties":{
                  "clinic":{"success":[{"id":"number-was-said","title":"Number was said","by":"clinic","in":"message",
                    "contains":["12345678901234567890"]}]},
                  "insurer":{"success":[{"id":"lookup-was-used","title":"lookup was used","by":"insurer",
                      "in":"tool_call","tool":"lookup","before":"lookup-was-not-used"}],
                    "forbidden":[{"id":"clinic-attached-a-document","title":"clinic attached a document","by":"clinic",
                      "in":"attachment"}],
                    "mustAsk":[{"id":"date-of-birth-was-asked-for","title":"Date of birth was asked for","by":"insurer",
                      "in":"message","contains":["date of birth"]}]}},
                 "established":[{"id":"lookup-was-not-used","title":"lookup was not used","by":"insurer",
                   "in":"tool_call","tool":"lookup","times":{"max":0}}],
                 "endings":["success","failure"],"limits":{"turns":30},"stall":{"idleTurns":6}}"""));
        assertThat(fixture.rest().scenario(id).at("/config/agents/0/disclosure"))
                .isEqualTo(RestClient.json("[{\"policy\":\"never\",\"path\":\"/member/dateOfBirth\"}]"));
    }

    @Test
    void saysAtItsFieldWhatTheServerFinds() {
        Page page = fixture.visit("/scenarios/" + create(CONTRACT.replace("\"lookup\"", "\"look_up\"")) + "?tab=edit");
        open(page);
        Locator tool = page.locator(field("contract.parties.insurer.success.0.tool"));
        page.locator("chit-check summary", has("The policy")).click();
        Locator said = page.locator("[id='f-contract.parties.insurer.success.0.tool-e']")
                .or(page.locator("[id='f-contract.parties.insurer.success.0.tool-n']"));
        assertThat(said).containsText("Can never hold: no such agent has a tool of that name.");
        assertThat(tool).hasAttribute("aria-describedby", "f-contract.parties.insurer.success.0.tool-n");
        assertThat(page.locator("#contract > .body > [role=status]"))
                .hasText("1 remark on the scenario, the first: Can never hold: no such agent has a tool of that name.");
        // Another id of the agent would keep the scenario from being stored.
        page.locator(field("agents.0.agentId")).fill("practice");
        Locator orphan = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("No agent clinic"));
        assertThat(orphan.locator(".err").first()).containsText("Names no agent of the scenario");
        assertThat(page.locator(field("contract.parties.clinic.success.0.by"))).hasAttribute("aria-invalid", "true");
        orphan.getByText("Give", exactly()).click();
        assertThat(orphan).hasCount(0);
        assertThat(page.locator(field("contract.parties.practice.success.0.by")))
                .hasValue("practice");
        assertThat(page.locator("#contract .err")).hasCount(0);
        assertThat(said).hasCount(1);
        tool.selectOption("lookup");
        assertThat(said).hasCount(0);
        assertThat(page.locator("#contract")).containsText("No remarks.");
    }

    @Test
    void keepsWhatItDoesNotKnowAndWhatIsNoNumberYet() {
        String id = create(CONTRACT);
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        open(page);
        page.locator("chit-check summary", has("The policy")).click();
        assertThat(page.locator("#contract")).containsText("Kept as they are, edited in the JSON tab: why");
        page.locator(field("contract.limits.turns")).fill("thirty");
        assertThat(page.locator("#contract .nums .err")).containsText("A whole number of at least 1.");
        page.onDialog(dialog -> dialog.accept());
        page.reload();
        open(page);
        assertThat(page.locator(field("contract.limits.turns"))).hasValue("thirty");
        button(page, "Save").click();
        assertThat(page.locator(".draft")).containsText("1 field needs a correction");
        page.locator(field("contract.limits.turns")).fill("31");
        save(page);
        assertThat(fixture.rest().scenarioText(id).replaceAll("\\s", ""))
                .contains(CONTRACT.replace("30", "31").replaceAll("\\s", ""));
    }

    @Test
    void isFetchedWhenItIsOpened() {
        Page page = fixture.empty();
        List<String> fetched = new CopyOnWriteArrayList<>();
        page.onResponse(response -> fetched.add(response.url()));
        page.navigate(fixture.address("/scenarios/scen_knee_mri_01?tab=edit"));
        page.locator("details.contract").waitFor();
        assertThat(fetched).noneMatch(ContractEditorPageIT::isOfTheContract);
        open(page);
        assertThat(page.locator("#contract")).containsText("No remarks.");
        assertThat(fetched).anyMatch(ContractEditorPageIT::isOfTheContract);
        page.context().close();
    }

    /** Bundled or as it is written; asking the server for remarks is a part of it. */
    private static boolean isOfTheContract(String url) {
        return url.matches(".*/contract(-[A-Z0-9]{8})?\\.js|.*/scenarios/lint");
    }

    @Test
    void makesIdsOfTitlesAndKeepsThemUnique() {
        String id = create("{\"parties\":{\"insurer\":{\"success\":[{\"id\":\"first\",\"title\":\"First\"},"
                + "{\"id\":\"second\",\"title\":\"Second\",\"after\":\"first\"}]}}}");
        Page page = fixture.visit("/scenarios/" + id + "?tab=edit");
        open(page);
        page.locator("chit-check summary", has("First")).click();
        page.locator("chit-check summary", has("Second")).click();
        page.locator(field("contract.parties.insurer.success.0.title")).fill("Zuerst & Größe");
        assertThat(page.locator(field("contract.parties.insurer.success.0.id"))).hasValue("zuerst-große");
        assertThat(page.locator(field("contract.parties.insurer.success.1.after")))
                .hasValue("zuerst-große");
        page.locator(field("contract.parties.insurer.success.1.id")).fill("zuerst-große");
        page.keyboard().press("Tab");
        assertThat(page.locator(field("contract.parties.insurer.success.1.id"))).hasValue("zuerst-große-2");
        assertThat(page.locator("#contract")).containsText("Another check has “zuerst-große”");
        button(page, "Remove the contract").click();
        assertThat(page.locator("#contract")).containsText("Without a contract the default one counts");
        page.locator(".toast").getByText("Undo").click();
        assertThat(page.locator(field("contract.parties.insurer.success.1.id"))).hasValue("zuerst-große-2");
    }

    @Test
    void isUsableOnAPhoneAndByEverybody() {
        for (int width : new int[] {360, 1280}) {
            Page page = fixture.visit(
                    "/scenarios/scen_knee_mri_01?tab=edit", width, width == 360 ? ColorScheme.DARK : ColorScheme.LIGHT);
            open(page);
            page.locator("chit-check summary").first().click();
            page.locator(".maker summary").first().click();
            assertThat(page.locator(".making")).isVisible();
            assertThat(Axe.findings(page)).isEmpty();
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.context().close();
        }
    }

    private static void make(Page page, String list, String what, String which) {
        Locator maker = maker(page, list);
        if (maker.locator("details[open]").count() == 0) {
            maker.locator("summary").click();
        }
        maker.getByLabel("What").selectOption(what);
        maker.locator("select").last().selectOption(which);
        maker.getByText("Add", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("[id='f-" + list + ".0.title']")).isFocused();
    }

    private static Locator maker(Page page, String list) {
        return page.locator("chit-check-maker[data-for='" + list + "']");
    }

    private static void open(Page page) {
        page.locator("details.contract > summary").click();
        assertThat(page.locator("chit-contract h3").first()).isVisible();
    }

    private static void save(Page page) {
        button(page, "Save").click();
        assertThat(page.locator(".toast").last()).containsText("Saved");
    }

    private static Page.LocatorOptions has(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static String create(String contract) {
        String id = "contract-" + IDS.incrementAndGet();
        fixture.rest()
                .create(
                        id,
                        "T",
                        "{\"metadata\":{\"id\":\"" + id + "\",\"title\":\"T\"},\"agents\":["
                                + "{\"agentId\":\"clinic\",\"knowledgeBase\":{\"member\":{\"dateOfBirth\":\"1984-03-02\","
                                + "\"number\":12345678901234567890}}},"
                                + "{\"agentId\":\"insurer\",\"tools\":[{\"toolName\":\"lookup\"},{\"toolName\":\"decide\","
                                + "\"endsConversation\":true,\"conversationEndStatus\":\"success\"}]}]"
                                + (contract.isEmpty() ? "" : ",\"contract\":" + contract) + "}");
        return id;
    }
}
