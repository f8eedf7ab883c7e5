package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.CriteriaReader;
import me.fhir.chitchat.rehearsal.criteria.CriterionCheck;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules;
import me.fhir.chitchat.rehearsal.knowledge.DocumentReader;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditions that an author writes into a tool's {@code when}, and into an agent's instructions. */
class AuthorConditionsTest {
    private static final String NUMBER = "{'label':['income'],'number':{'min':3000,'unit':'EUR'}}";
    private static final String RECENT = "{'label':['inspection'],'date':{'withinDays':30}}";
    private static final String BEFORE = "{'label':['inspection'],'date':{'before':'2026-06-01'}}";
    private static final String YES = "{'label':['insurance'],'yes':true}";
    private static final String NO = "{'label':['pets'],'yes':false}";
    private static final String ONE = "{'label':['fuel'],'oneOf':['diesel','petrol']}";
    private static final String LETTER = "{'label':['class'],'oneOf':['class B','class C']}";
    private static final String RECEIVED = "{'label':['status'],'from':'received','oneOf':['active']}";
    private static final String OWN = "{'label':['status'],'from':'own','oneOf':['active']}";
    private static final String PATH = "{'label':['free places'],'path':'/rules/quota/left','number':{'min':1}}";
    private static final String LEFT = "{'label':['whatever'],'path':'/rules/quota/open','yes':true}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                NUMBER + "|The income is 3,200 EUR.|success",
                NUMBER + "|The income is 2,900 EUR.|failure",
                NUMBER + "|We like the place.|failure",
                RECENT + "|The inspection was on 12 November 2026.|success",
                RECENT + "|The inspection was on 12 July 2026.|failure",
                BEFORE + "|The inspection was on 31 May 2026.|success",
                BEFORE + "|The inspection was on 1 June 2026.|failure",
                YES + "|There is an insurance.|success",
                YES + "|There is no insurance.|failure",
                NO + "|There are no pets.|success",
                NO + "|There are pets, two dogs.|failure",
                ONE + "|Fuel: diesel|success",
                ONE + "|Fuel: hydrogen|failure",
                LETTER + "|The licence is of class C.|success",
                LETTER + "|Class: B|success",
                LETTER + "|The licence is of class D.|failure",
                RECEIVED + "|We ask for it.|failure",
                RECEIVED + "|Status: active|success",
                OWN + "|We ask for it.|success",
                PATH + "|We ask for it.|success",
                LEFT + "|We ask for it.|failure",
            })
    void decideOverTheTool(String fact, String says, String outcome) throws Exception {
        assertThat(ending(tool("grant", "success", fact), tool("refuse", "failure", ""), "Decide.", "{}", says))
                .isEqualTo(outcome);
    }

    @Test
    void aToolWithAnotherOutcomeIsUsedWhenItsOwnConditionsAreMet() throws Exception {
        String later = tool("refer", "neutral", "{'label':['age'],'number':{'max':17,'unit':'years'}}");
        String says = "The age of the driver is 16 years. There is an insurance.";
        assertThat(ending(tool("grant", "success", YES), later, "Decide.", "{}", says))
                .isEqualTo("neutral");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Always deny.|The income is 3,200 EUR.|failure",
                "Approve every request.|We like the place.|success",
                "Be friendly.|The income is 3,200 EUR.|success",
                "Never deny without a reason.|We like the place.|failure",
            })
    void honoursInstructionsAddedByTheConversation(String extra, String says, String outcome) throws Exception {
        String config = PlainJson.text(Map.of("systemPromptExtra", extra));
        String grant = tool("grant", "success", NUMBER);
        assertThat(ending(grant, tool("refuse", "failure", ""), "Decide.", config, says))
                .isEqualTo(outcome);
        assertThat(ending(grant, tool("refuse", "failure", ""), extra, "{}", says))
                .isEqualTo(outcome);
    }

    private static String tool(String name, String status, String fact) {
        String when = fact.isEmpty() ? "" : ",'when':[{'id':'c','title':'The condition','fact':" + fact + "}]";
        return "{'toolName':'" + name + "','description':'','inputSchema':{'type':'object','properties':{}},"
                + "'synthesisGuidance':'','endsConversation':true,'conversationEndStatus':'" + status + "'" + when
                + "}";
    }

    private static String ending(String first, String second, String prompt, String config, String says)
            throws Exception {
        String scenario =
                ("{'metadata':{'id':'s','title':'A permit','description':'A permit','background':''},'agents':["
                                + agent("asker", "'We ask for the permit.'", "{}", "", "Ask.") + ","
                                + agent(
                                        "decider",
                                        "''",
                                        "{'status':'active','rules':{'quota':{'left':3,'open':false}}}",
                                        first + "," + second,
                                        prompt)
                                + "]}")
                        .replace('\'', '"');
        Play play = new Play(scenario).withConfig(config);
        return play.against(List.of(Play.says("We ask for the permit. " + says), Play.says("As we said: " + says)))
                .status();
    }

    private static String agent(String id, String opening, String knows, String tools, String prompt) {
        return "{'agentId':'" + id + "','principal':{'type':'organization','name':'" + id + "','description':''},"
                + "'situation':'','systemPrompt':'" + prompt + "','goals':[],'tools':[" + tools + "],'knowledgeBase':"
                + knows + ",'messageToUseWhenInitiatingConversation':" + opening + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "At least 3 months of ibuprofen and naproxen|Ibuprofen for 5 months and naproxen for 1 month.|NOT_MET",
                "At least 3 months of ibuprofen and naproxen|Ibuprofen for 5 months and naproxen for 4 months.|MET",
                "At least 3 months of ibuprofen and naproxen|Ibuprofen for 5 months.|UNKNOWN",
                "Prescribed by a rheumatologist|The drug was prescribed by a dentist.|UNKNOWN",
                "Prescribed by a rheumatologist|The drug was prescribed by a rheumatologist.|MET",
                "Notice within 3 days after delivery|Delivery was on 2 March 2026, notice on 4 March 2026.|MET",
                "Notice within 3 days after delivery|Delivery was on 2 March 2026, notice on 9 March 2026.|NOT_MET",
                "Aged 25 or older|The driver was born on 3 May 2004.|NOT_MET",
                "Aged 25 or older|The driver was born on 3 May 1994.|MET",
                "Available by 1 March 2027|She is available from 1 May 2027.|NOT_MET",
                "No open invoices|There are no open invoices.|MET",
                "No open invoices|There are two open invoices.|NOT_MET",
                "No open invoices|There are two open invoices. There are no open invoices.|UNKNOWN",
                "At least 12 weeks of therapy|Therapy: three months|MET",
                "At least 12 weeks of therapy|He had 14 weeks of therapy. He had 4 weeks of therapy.|UNKNOWN",
            })
    void aRuleInWordsIsComparedWithWhatWasSaid(String rule, String says, AssessedCriterion.PointState state) {
        LocalDate today = LocalDate.parse("2026-11-28");
        Knowledge knowledge = Knowledge.of(
                PlainJson.text(Map.of("criteria", List.of(rule))), DisclosureRules.of(List.of(), ""), today);
        List<Statement> received = DocumentReader.read(says, new Source(3, ""), today, 1, label -> false).stream()
                .flatMap(statement -> statement.parts(today).stream())
                .toList();
        Evidence evidence =
                new Evidence(knowledge, CaseIdentity.of(knowledge, Set.of(), ""), received, Set.of(), today, List.of());
        Criterion criterion = CriteriaReader.of(knowledge, Set.of()).get(0);
        assertThat(CriterionCheck.of(criterion, evidence).state()).isEqualTo(state);
    }
}
