package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions are answered by what they ask for: facts from the records, reasons from the points of the decision. */
class AnsweredQuestionsTest {
    private static List<String> said(String... texts) {
        return Stream.of(texts).map(Play::says).toList();
    }

    /** What the agent that does not decide answers to each of these questions. */
    private static List<String> answers(String scenario, String agentId, String... questions) throws Exception {
        Play play = new Play(Scenarios.named(scenario));
        AtomicInteger asked = new AtomicInteger();
        Play.Result result = play.with(play.decider(), turn -> {
            int next = asked.getAndIncrement();
            boolean more = next < questions.length;
            turn.sendMessage(
                    new RawJson(Play.says(more ? questions[next] : "Thank you, that is all.")),
                    more ? Finality.TURN : Finality.CONVERSATION);
        });
        return result.messagesOf(agentId).stream().skip(1).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "scen_care_transition_01, nursing-home, Oxygen flow of at most 4 L/min, two nurses short",
        "scen_trial_match_01, trial-coordinator, Kidney function (eGFR) of at least 50 mL/min, slots",
        "scen_drug_interaction_01, prescriber, An interaction that is major or contraindicated, lost his job",
        "scen_freight_claim_01, carrier-claims, Damage noted on the receipt, reserve"
    })
    void reasonsAndRulesAreThePointsOfTheDecision(String scenario, String decider, String point, String secret)
            throws Exception {
        Play.Result result = new Play(Scenarios.named(scenario))
                .against(said("What do you need?", "Why do you need that?", "Which rules apply?", "I see."));
        String said = String.join("\n", result.messagesOf(decider));
        assertThat(said)
                .as(result.transcript())
                .containsPattern("We decide by (these conditions: |the conditions that we have named)");
        assertThat(said.lines().filter(line -> line.startsWith("Our conditions require it: ")))
                .as(result.transcript())
                .hasSize(1)
                .allMatch(line -> line.toLowerCase(Locale.ROOT).contains(point.toLowerCase(Locale.ROOT)));
        assertThat(said).doesNotContainIgnoringCase(secret);
        assertThat(result.status()).isNotEqualTo("success");
    }

    @Test
    void theReasonIsGivenInTheLanguageOfTheTalk() throws Exception {
        Play play = new Play(Scenarios.named("strassenfest"));
        Play.Result result = play.against(said(play.opening(), "Warum brauchen Sie das?", "Welche Regeln gelten?"));
        assertThat(String.join("\n", result.messagesOf(play.decider())))
                .as(result.transcript())
                .contains("Das verlangen unsere Bedingungen: ");
    }

    @Test
    void aFactIsToldWithoutTheRecordAroundIt() throws Exception {
        List<String> answers = answers(
                "scen_knee_mri_01",
                "patient-agent",
                "What is the patient's date of birth?",
                "Which medications were tried?",
                "Which imaging studies have been done?");
        assertThat(answers.get(0))
                .contains("The date of birth is 17 March 1983.")
                .doesNotContain("Northstar", "MBR-4471-0926");
        assertThat(answers.get(1)).contains("Naproxen 500 mg").doesNotContain("adiograph");
        assertThat(answers.get(2)).contains("radiographs of the right knee on 12 August 2026");
    }

    @Test
    void answersWhoAndWhenWithANameAndATimeOrNotAtAll() throws Exception {
        List<String> answers = answers(
                "scen_freight_claim_01", "shipper", "Who is the customer?", "When was the notice sent?", "Who drove?");
        assertThat(answers.get(0)).contains("The customer is Nordkontor Feinkost.");
        assertThat(answers.get(1)).contains("5 October 2026");
        assertThat(answers.get(2)).doesNotContain("pallets");
    }

    @Test
    void aNamesakeIsNotThePersonOfTheCase() throws Exception {
        String facts =
                "Visual acuity by LEA symbols at 10 feet: right eye 20/25, left eye 20/63. Valid rescreening on 22"
                        + " September 2026, the child was well. Observations by teachers: squinting and a head tilt.";
        Play.Result namesake = new Play(Scenarios.named("scen_vision_screen_01"))
                .against(
                        said("This is about Theo Lindqvist, DOB Feb 11, 2019.", facts, "For Theo Lindqvist: " + facts));
        assertThat(namesake.status()).as(namesake.transcript()).isNotEqualTo("success");
        assertThat(String.join("\n", namesake.messagesOf("pediatrician"))).contains("do not match our records");
        Play.Result corrected = new Play(Scenarios.named("scen_vision_screen_01"))
                .against(said(
                        "This is about Theo Lindqvist, DOB Feb 11, 2019.", "Sorry, he was born 2021-02-11. " + facts));
        assertThat(corrected.status()).as(corrected.transcript()).isEqualTo("success");
    }

    @Test
    void anAnswerUnderTheNameOfAPointCountsUnlessItSaysNothing() throws Exception {
        String opening =
                "This is about Theo Lindqvist, born 2021-02-11. Visual acuity by LEA symbols at 10 feet: right eye"
                        + " 20/25, left eye 20/63. Valid rescreening on 22 September 2026, the child was well.";
        Play play = new Play(Scenarios.named("scen_vision_screen_01"));
        assertThat(play.against(said(opening, "Observations by teachers: squinting and a head tilt."))
                        .status())
                .isEqualTo("success");
        for (String nothing :
                List.of("not available", "none", "documented", "if you like, later", "all criteria are met")) {
            Play.Result result = new Play(Scenarios.named("scen_vision_screen_01"))
                    .against(said(opening, "Observations by teachers: " + nothing + "."));
            assertThat(result.status()).as(nothing).isNotEqualTo("success");
        }
    }

    @Test
    void aCutTextKeepsNoOpenBracket() {
        assertThat(TextFormat.cut(
                        "Six weeks of therapy with a trainer (twelve visits, each of an hour) helped little", 60))
                .isEqualTo("Six weeks of therapy with a trainer …");
    }
}
