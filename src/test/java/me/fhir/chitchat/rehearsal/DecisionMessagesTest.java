package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.rehearsal.UnseenScenarios.Unseen;
import me.fhir.chitchat.rehearsal.language.RunOnTable;
import org.junit.jupiter.api.Test;

/** What a deciding agent asks for and how it explains its decision. */
class DecisionMessagesTest {
    private static final String NUMBER = "'number':{'type':'string'}";

    private static String scenario(String knowledge, String arguments) {
        return ("{'metadata':{'id':'s','title':'A request','description':'','background':''},'agents':["
                        + "{'agentId':'asker','principal':{'type':'organization','name':'Asking Ltd','description':''},"
                        + "'situation':'','systemPrompt':'','goals':[],'tools':[],'knowledgeBase':{},"
                        + "'messageToUseWhenInitiatingConversation':'We ask you to grant the request number Q-5512.'},"
                        + "{'agentId':'decider','principal':{'type':'organization','name':'Office','description':''},"
                        + "'situation':'','systemPrompt':'Decide.','goals':[],'knowledgeBase':" + knowledge
                        + ",'tools':[" + tool("grant", "success", arguments) + "," + tool("refuse", "failure", NUMBER)
                        + "]}]}")
                .replace('\'', '"');
    }

    private static String tool(String name, String status, String arguments) {
        return "{'toolName':'" + name + "','description':'','synthesisGuidance':'','endsConversation':true,"
                + "'conversationEndStatus':'" + status + "','inputSchema':{'type':'object','properties':{" + arguments
                + "},'required':['number']}}";
    }

    private static Play.Result against(String scenario, String... says) throws InterruptedException {
        return new Play(scenario).against(List.of(says).stream().map(Play::says).toList());
    }

    private static String last(Play.Result result) {
        List<String> messages = result.messagesOf("decider");
        return messages.get(messages.size() - 1);
    }

    @Test
    void withoutAnyRuleTheNumberOfTheCaseIsNoGroundForAPositiveDecision() throws Exception {
        Play.Result result = against(
                scenario("{'request':{'number':'Q-5512'}}", NUMBER),
                "We ask you to grant the request number Q-5512.",
                "All is well with Q-5512.");
        assertThat(result.status()).as(result.transcript()).isEqualTo("failure");
        assertThat(last(result)).contains("Our records name no conditions to decide this by.");
    }

    @Test
    void withoutAnyRuleTheDetailsOfTheToolAreAskedForAndUsed() throws Exception {
        String scenario = scenario(
                        "{'request':{'number':'Q-5512'}}", NUMBER + ",'pickupDate':{'type':'string','format':'date'}")
                .replace("\"required\":[\"number\"]", "\"required\":[\"number\",\"pickupDate\"]")
                .replaceFirst(
                        "(\"refuse\".*)\"required\":\\[\"number\",\"pickupDate\"]", "$1\"required\":[\"number\"]");
        Play.Result result = against(
                scenario, "We ask you to grant the request number Q-5512.", "Pickup date: 2026-12-03 for Q-5512.");
        assertThat(result.messagesOf("decider").get(0)).contains("1. Pickup date");
        assertThat(result.status()).as(result.transcript()).isEqualTo("success");
    }

    @Test
    void aDetailThatAPointAsksForAsWellIsNamedOnce() throws Exception {
        Play.Result result = against(
                scenario(
                                "{'request':{'number':'Q-5512'},'conditions':['Weight of at most 30 kg']}",
                                NUMBER + ",'weight':{'type':'number'}")
                        .replaceFirst("\"required\":\\[\"number\"]", "\"required\":[\"number\",\"weight\"]"),
                "We ask you to grant the request number Q-5512.",
                "We do not know.");
        assertThat(result.messagesOf("decider").get(0))
                .as(result.transcript())
                .contains("1. Weight of at most 30 kg")
                .doesNotContain("2. ");
    }

    @Test
    void aReasonIsGivenWithoutAskingForEverythingAgain() throws Exception {
        Play.Result result = against(
                scenario("{'request':{'number':'Q-5512'},'conditions':['Weight of at most 30 kg','No fines']}", NUMBER),
                "We ask you to grant the request number Q-5512.",
                "Why do you need the weight?");
        List<String> said = result.messagesOf("decider");
        assertThat(said.get(1))
                .as(result.transcript())
                .contains(
                        "It is one of our conditions: weight of at most 30 kg.",
                        "We are still waiting for your answers to the points above.")
                .doesNotContain("1. ");
    }

    @Test
    void aContradictionIsAskedForOnceInAMessageAndAtMostTwiceInATalk() throws Exception {
        Play.Result result = against(
                scenario("{'request':{'number':'Q-5512'},'conditions':['Weight of at most 30 kg','No fines']}", NUMBER),
                "We ask you to grant the request number Q-5512.",
                "The weight is 20 kg.",
                "The weight is 40 kg. There are no fines.",
                "I cannot say.",
                "I still cannot say.");
        String asked = result.messagesOf("decider").get(2);
        assertThat(asked)
                .as(result.transcript())
                .contains("1. Weight: you write “The weight is 20 kg”", "Which of them is right?")
                .doesNotContain("2. ", "Weight of at most 30 kg");
        assertThat(result.messagesOf("decider")).as(result.transcript()).hasSize(4);
        assertThat(result.status()).isEqualTo("failure");
    }

    @Test
    void oneUnmetConditionIsToldInALineAndSeveralInAList() throws Exception {
        String[] conditions = {"'Weight of at most 30 kg','No fines'", "We ask for number Q-5512."};
        Play.Result one = conditions(conditions[0], conditions[1], "The weight is 40 kg. There are no fines.");
        assertThat(last(one))
                .contains("Our condition is “Weight of at most 30 kg”, but you write “The weight is 40 kg”.");
        Play.Result two = conditions(conditions[0], conditions[1], "The weight is 40 kg. Fines: a fine for noise.");
        assertThat(last(two))
                .as(two.transcript())
                .contains("These conditions are not met:\n- Weight: 40 kg (limit: 30 kg).\n- Fines: a fine for noise.");
    }

    @Test
    void allConditionsAreMetOnlyWhereAllAre() throws Exception {
        Play.Result result = conditions(
                "'Weight of at most 30 kg','No fines'",
                "We ask for number Q-5512. What do we have to send?",
                "The weight is 20 kg. There are no fines.");
        assertThat(result.messagesOf("decider").get(0))
                .as(result.transcript())
                .contains("You need not send us any documents; your answers are enough.");
        assertThat(last(result))
                .contains("All conditions are met:\n- Weight: 20 kg (limit: 30 kg).\n- No fines, as you have told us.")
                .contains("Nothing more is needed from you.");
        Play.Result paper = conditions("'Copy of the lease'", "We ask for number Q-5512. What do we have to send?");
        assertThat(paper.messagesOf("decider").get(0))
                .as(paper.transcript())
                .contains("Copy of the lease")
                .doesNotContain("need not send");
    }

    @Test
    void severalFiguresThatAreMissingAreNamedOnly() throws Exception {
        Play.Result result = conditions(
                "'Weight of at most 30 kg','Cover of at least 2 million EUR','No fines'",
                "We ask you to grant the request number Q-5512.",
                "There are no fines.",
                "The weight is 20 kg. The cover is 3 million EUR.");
        assertThat(result.messagesOf("decider").get(1))
                .as(result.transcript())
                .contains("1. Weight\n2. Cover")
                .doesNotContain("we still need this figure");
        assertThat(last(result)).contains("Cover: 3 million EUR (minimum: 2 million EUR).");
    }

    @Test
    void anInsultIsNotThankedFor() throws Exception {
        Play.Result result = conditions(
                "'Weight of at most 30 kg','No fines'",
                "We ask you to grant the request number Q-5512.",
                "Are you deaf?",
                "Sign, morons. The weight is 20 kg.");
        assertThat(result.messagesOf("decider"))
                .as(result.transcript())
                .noneMatch(said -> said.contains("that helps") || said.contains("your question"))
                .anyMatch(said -> said.contains("We understand that you are upset"));
    }

    @Test
    void theRulesAreNotListedTwice() throws Exception {
        Play.Result result = conditions(
                "'Weight of at most 30 kg','No fines'",
                "We ask you to grant the request number Q-5512.",
                "By what rules do you decide?");
        assertThat(result.messagesOf("decider").get(1))
                .as(result.transcript())
                .startsWith("We decide by the conditions that we have named, and by nothing else.")
                .doesNotContain("weight of at most");
    }

    @Test
    void aMessageThatAnswersNothingIsFollowedByAWarning() throws Exception {
        Play.Result result = conditions(
                "'Weight of at most 30 kg','No fines'",
                "We ask you to grant the request number Q-5512.",
                "The lunch costs 7 euros on 3 May 2026.");
        assertThat(result.messagesOf("decider").get(1))
                .as(result.transcript())
                .contains("without them we will have to decide on what we know");
    }

    @Test
    void pointsWithoutAnAnswerAreNamedInOneSentence() throws Exception {
        Play.Result result = conditions(
                "'Weight of at most 30 kg','No fines','Colour: red or blue'",
                "We ask you to grant the request number Q-5512.",
                "Lunch today is soup.",
                "Have a nice day!");
        assertThat(result.messagesOf("decider").get(1)).doesNotContain("that helps");
        assertThat(last(result))
                .as(result.transcript())
                .contains("We have received nothing on these points: weight, fines and colour.")
                .doesNotContain("\n- ");
    }

    @Test
    void aWithdrawalIsConfirmedAndNotRefused() throws Exception {
        Play.Result result = conditions("'Weight of at most 30 kg'", "We ask for number Q-5512.", "We withdraw it.");
        assertThat(result.status()).isEqualTo("failure");
        assertThat(last(result)).contains("We have noted that you withdraw your request");
        MessagePayload sent =
                MessagePayload.of(result.messages().get(result.messages().size() - 1));
        assertThat(sent.textWithAttachmentNames())
                .contains("withdrawal-of-the-request.md")
                .doesNotContain("refuse");
    }

    @Test
    void quotesTheContradictionOfAPointThatIsNotMet() throws Exception {
        Unseen bursary = UnseenScenarios.all().stream()
                .filter(unseen -> unseen.id().equals("bursary"))
                .findFirst()
                .orElseThrow();
        String both = String.join(" ", bursary.facts()) + " "
                + Objects.requireNonNull(bursary.twinFacts().get(1));
        Play.Result result =
                new Play(bursary.scenario()).against(List.of(Play.says(bursary.opens() + " " + both), Play.says(both)));
        assertThat(last(result))
                .as(result.transcript())
                .contains("This speaks against it:\n- Household income: ")
                .contains("“The household income is $71,900 per year”")
                .doesNotContain("This is still missing");
    }

    @Test
    void aTableInOneLineIsReadRowByRow() {
        String table = "Labs: | Test | Value | Date | | --- | --- | --- | | eGFR | 61 mL/min | 2026-11-10 |"
                + " | HbA1c | 7.4 % | 2026-10-02 |";
        assertThat(RunOnTable.rows(table))
                .containsExactly(
                        "Labs:",
                        "| Test | Value | Date |",
                        "| --- | --- | --- |",
                        "| eGFR | 61 mL/min | 2026-11-10 |",
                        "| HbA1c | 7.4 % | 2026-10-02 |");
        assertThat(RunOnTable.rows("| one | row | only |")).containsExactly("| one | row | only |");
        assertThat(RunOnTable.rows("| --- | --- |")).containsExactly("| --- | --- |");
    }

    private static Play.Result conditions(String conditions, String... says) throws InterruptedException {
        return against(scenario("{'request':{'number':'Q-5512'},'criteria':[" + conditions + "]}", NUMBER), says);
    }

    @Test
    void requestedTreatmentIsNoEvidenceOfPastTreatment() throws Exception {
        Play.Result result = conditions(
                "'At least 6 sessions so far'", "The practice asks for twelve more sessions, number Q-5512.", "No.");
        assertThat(result.messagesOf("decider").get(0)).contains("1. At least 6 sessions so far");
        assertThat(result.status()).as(result.transcript()).isEqualTo("failure");
    }

    @Test
    void afterAContradictionTheConfirmedValueAloneIsTheReason() throws Exception {
        Play.Result result = conditions(
                "'Delay of at least 60 minutes','Receipt of the ticket'",
                "We ask you to grant the request number Q-5512.",
                "The delay was 135 minutes.",
                "The delay was 40 minutes.",
                "The delay was 40 minutes.");
        assertThat(result.status()).as(result.transcript()).isEqualTo("failure");
        assertThat(last(result))
                .contains(
                        "Our condition is “Delay of at least 60 minutes”, but you confirmed “The delay was 40 minutes”.")
                .doesNotContain("135");
    }

    @Test
    void aRefusalAndAMissingDateAreNamed() throws Exception {
        Play.Result result = conditions(
                "'Average mark of at least 65','Report not older than 30 days'",
                "We ask you to grant the request number Q-5512.",
                "There is a report.",
                "We will not share the mark.");
        assertThat(last(result))
                .as(result.transcript())
                .contains("Average mark of at least 65: you did not want to tell us this.")
                .contains("Report not older than 30 days: you mention this, but give no date for it.");
    }

    @Test
    void aQuestionAboutOnePointIsAnsweredAboutThatPoint() throws Exception {
        Play.Result result = conditions(
                "'Average mark of at least 65','Confirmation of enrolment'",
                "We ask you to grant the request number Q-5512.",
                "Why do you want to know the mark?");
        assertThat(result.messagesOf("decider").get(1))
                .as(result.transcript())
                .contains("It is one of our conditions: average mark of at least 65.\n");
    }
}
