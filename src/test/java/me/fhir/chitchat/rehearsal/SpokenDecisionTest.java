package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.rehearsal.UnseenScenarios.Unseen;
import me.fhir.chitchat.rehearsal.language.Phrases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A decision says what was decided, and why, as people write it. */
class SpokenDecisionTest {
    /** What no person would say: an event's number, a field's name, a date for machines. */
    private static final Pattern MACHINE = Pattern.compile(
            "#\\d|\\b\\p{Ll}+[A-Z]\\p{Ll}+\\w*|\\p{L}_\\p{L}|(?<![\\w-])\\d{4}-\\d\\d-\\d\\d(?![\\w-])");

    private static String decided(String language, String tool, String status, Map<String, ?> arguments) {
        RoleTool decision = new RoleTool(tool, "", "{}", "", status, List.of());
        return new DecisionSentence(new Phrases(language, List.of()), decision, arguments, List.of()).text("");
    }

    @Test
    void theArgumentsOfTheDecisionAreSaid() {
        assertThat(decided(
                        "en",
                        "approve_stay",
                        "success",
                        new java.util.TreeMap<>(Map.of(
                                "memberId", "MA-2290-417",
                                "payoutEur", 18140,
                                "rationale", "Because.",
                                "validFrom", "2026-10-09",
                                "validThrough", "2026-11-08"))))
                .isEqualTo("We are pleased to approve the stay (member ID MA-2290-417). The payout is 18,140 EUR."
                        + " It is valid from 9 October 2026 to 8 November 2026.");
    }

    @Test
    void anArgumentThatTheGroundsTellIsNotToldAgain() {
        RoleTool decision = new RoleTool("grant_access", "", "{}", "", "success", List.of());
        DecisionSentence sentence =
                new DecisionSentence(new Phrases("en", List.of()), decision, Map.of("daysPerWeek", 3), List.of());
        assertThat(sentence.text("All conditions are met:\n- Days per week: 3 (allowed: 1 to 4)."))
                .isEqualTo("We are pleased to grant you access.");
        assertThat(sentence.text("All conditions are met:\n- Days per week: 2 (allowed: 1 to 4)."))
                .isEqualTo("We are pleased to grant you access. Days per week: 3.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Wir geben Ihrem Antrag statt (RQ-44).",
                "fr | Nous acceptons votre demande (RQ-44).",
                "es | Aceptamos su solicitud (RQ-44).",
                "ja | RQ-44について、お申し込みを承認いたします。",
                "en | We grant your request (request no RQ-44)."
            })
    void aNumberIsNotNamedInAnotherLanguage(String language, String said) {
        assertThat(decided(language, "decide", "success", Map.of("requestNo", "RQ-44")))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_access | success | We are pleased to grant you access.",
                "offer_extension | success | We are pleased to offer you an extension.",
                "grant_claim | success | We are pleased to grant the claim.",
                "issue_ticket | success | We are pleased to issue the ticket.",
                "refuse_access | failure | We are sorry to say that we cannot grant you access.",
                "refuse_ticket | failure | We are sorry to say that we cannot issue the ticket.",
                "reject_claim | failure | We are sorry to say that we cannot grant the claim.",
                "decline_invoice | failure | We are sorry to say that we have to decline the invoice.",
                "cancel_order | success | We cancel the order.",
                "postpone_visit | failure | We postpone the visit."
            })
    void aDecisionIsAnnouncedAsItIsMeant(String tool, String status, String said) {
        List<RoleTool> all = Stream.of("grant_access", "offer_extension", "grant_claim", "issue_ticket")
                .map(name -> new RoleTool(name, "", "{}", "", "success", List.of()))
                .toList();
        RoleTool decision = new RoleTool(tool, "", "{}", "", status, List.of());
        assertThat(new DecisionSentence(new Phrases("en", List.of()), decision, Map.of(), all).text(""))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Wir geben Ihrem Antrag statt. Gebühr: 3.045 Euro.",
                "es | Aceptamos su solicitud. Gebuehr: 3045 euros.",
                "ja | お申し込みを承認いたします。Gebuehr：3045ユーロ。"
            })
    void everyLanguageSaysItInItsOwnForm(String language, String said) {
        assertThat(decided(language, "erteilen", "success", Map.of("gebuehrEur", 3045)))
                .isEqualToIgnoringCase(said);
    }

    static Stream<Unseen> everyday() {
        return UnseenScenarios.all().stream().filter(unseen -> List.of(
                        "rent-dispute", "zoll", "degat-eaux", "traslado-escolar", "kikai-hosho", "vendor")
                .contains(unseen.id()));
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void nothingIsSaidThatOnlyAMachineWrites(Unseen unseen) throws Exception {
        for (String scenario : List.of(unseen.scenario(), unseen.twinScenario())) {
            Play.Result result = new Play(scenario).together("asker");
            for (String agent : List.of("asker", "decider")) {
                List<String> said = result.messagesOf(agent);
                assertThat(said.subList(agent.equals("asker") ? 1 : 0, said.size()))
                        .as(result.transcript())
                        .isNotEmpty()
                        .noneMatch(message -> MACHINE.matcher(message).find());
            }
        }
    }

    @Test
    void doesNotAskAgainForAnAnsweredPoint() throws Exception {
        for (String id : List.of("vendor", "cardiac-rehab")) {
            Unseen unseen = UnseenScenarios.all().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            Play.Result result = new Play(unseen.twinScenario()).together("asker");
            assertThat(result.messagesOf("decider")).as(result.transcript()).hasSize(2);
            assertThat(result.messagesOf("decider").get(0)).contains("Which of these");
        }
    }

    @Test
    void exclusionsThatDoNotApplyAreSaidToBeNone() throws Exception {
        Play.Result result = new Play(Scenarios.named("water-damage")).together("household");
        assertThat(result.messagesOf("insurer").get(1))
                .as(result.transcript())
                .contains("We pay the claim (policy number HH-7730-12). The payout is 3,900 EUR.")
                .contains("None of the exclusions applies (flood or wear and tear).");
    }
}
