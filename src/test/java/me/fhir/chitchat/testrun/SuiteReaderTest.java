package me.fhir.chitchat.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Map;
import me.fhir.chitchat.conversation.Manner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteReaderTest {
    private static final SuiteReader.SuiteOverrides NOTHING = new SuiteReader.SuiteOverrides(Map.of(), null);

    private static TestSuite read(String yaml) {
        return read(yaml, NOTHING);
    }

    private static TestSuite read(String yaml, SuiteReader.SuiteOverrides overrides) {
        return new SuiteReader(Map.of("TOKEN", "s3cret")).read(yaml, "suite.yml", overrides);
    }

    @Test
    void readsASuiteWithEverything() {
        TestSuite suite = read("""
                name: nightly
                scenarios:
                  - knee
                  - cases/mine.json
                  - {id: eye, runs: 2, seats: {clinic: "model:openrouter/openai/gpt-oss-120b"}, contract: {}}
                seats: {patient: "exec: ./agent.sh --fast", clinic: server}
                runs: 7
                concurrency: 2
                budget: {calls: 10, tokens: 20, minutes: 3}
                pass: {rate: 0.5}
                headers: {Authorization: "Bearer ${TOKEN}"}
                """);
        assertThat(suite.name()).isEqualTo("nightly");
        assertThat(suite.scenarios())
                .extracting(
                        TestSuite.TestedScenario::reference,
                        TestSuite.TestedScenario::isFile,
                        TestSuite.TestedScenario::runs)
                .containsExactly(tuple("knee", false, 7), tuple("cases/mine.json", true, 7), tuple("eye", false, 2));
        assertThat(suite.scenarios().get(2).contract()).isNotNull();
        SeatChoice model = suite.scenarios().get(2).seats().get("clinic");
        assertThat(model).isEqualTo(new SeatChoice(SeatChoice.ChosenPlayer.MODEL, "openrouter/openai/gpt-oss-120b"));
        assertThat(model).isNotNull();
        assertThat(model.provider()).isEqualTo("openrouter");
        assertThat(model.model()).isEqualTo("openai/gpt-oss-120b");
        TestSuite.SuiteTerms terms = suite.terms();
        assertThat(terms.seats())
                .containsEntry("patient", new SeatChoice(SeatChoice.ChosenPlayer.EXEC, "./agent.sh --fast"));
        assertThat(terms.budget()).isEqualTo(new TestSuite.SuiteBudget(10, 20, 3));
        assertThat(terms.headers()).containsEntry("Authorization", "Bearer s3cret");
        assertThat(terms.passRate()).isEqualTo(0.5);
    }

    @Test
    void readsTheMannersOfTheServersAgents() {
        TestSuite suite = read("{scenarios: [{id: knee, seats: {a: 'server:over-asking', b: 'model:x/y:fast#silent',"
                + " c: 'model:x/y'}}]}");
        assertThat(suite.scenarios().get(0).seats())
                .containsEntry("a", new SeatChoice(SeatChoice.ChosenPlayer.SERVER, "", Manner.OVER_ASKING))
                .containsEntry("b", new SeatChoice(SeatChoice.ChosenPlayer.MODEL, "x/y:fast", Manner.SILENT))
                .containsEntry("c", new SeatChoice(SeatChoice.ChosenPlayer.MODEL, "x/y"));
    }

    @Test
    void hasStandardTermsForASuiteThatOnlyNamesScenarios() {
        TestSuite suite = read("{\"scenarios\":[\"knee\"]}");
        assertThat(suite.name()).isEqualTo("suite.yml");
        assertThat(suite.scenarios().get(0).runs()).isEqualTo(5);
        assertThat(suite.terms().concurrency()).isEqualTo(4);
        assertThat(suite.terms().passRate()).isEqualTo(0.8);
    }

    @Test
    void letsTheCommandLineDecide() {
        TestSuite suite = read(
                "{scenarios: [{id: knee, runs: 3}], seats: {a: server}}",
                new SuiteReader.SuiteOverrides(Map.of("a", "open"), 1));
        assertThat(suite.scenarios().get(0).runs()).isEqualTo(1);
        assertThat(suite.terms().forced()).containsEntry("a", new SeatChoice(SeatChoice.ChosenPlayer.OPEN, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | scenarios: must be a list; it is missing",
                "{scenarios: []}                                       | scenarios: must name at least one scenario",
                "{scenarios: [{runs: 1}]}                              | scenarios.0.id: must be a string; it is missing",
                "{scenarios: [a, 7]}                                   | scenarios.1: must be an object; it is an integer",
                "{scenarios: [{id: a, seats: {b: bot}}]}               | scenarios.0.seats.b: must be",
                "{scenarios: [{id: a, seats: {b: 'a2a:nowhere'}}]}     | scenarios.0.seats.b: must be",
                "{scenarios: [{id: a, seats: {b: 'model:x'}}]}         | scenarios.0.seats.b: must be",
                "{scenarios: [{id: a, seats: {b: 'server:rude'}}]}     | scenarios.0.seats.b: must be",
                "{scenarios: [{id: a, seats: {b: 'model:x/y#rude'}}]}  | manners are cooperative, nitpicking,",
                "{scenarios: [{id: a, run: 1}]}                        | scenarios.0.run: is not known here",
                "{scenarios: [{id: a, contract: 1}]}                   | scenarios.0.contract: must be an object",
                "{scenarios: [a], seats: [b]}                          | seats: must be an object; it is a list",
                "{scenarios: [a], runs: 0}                             | runs: must be an integer from 1 to 10000",
                "{scenarios: [a], concurrency: 1000}                   | concurrency: must be an integer from 1 to 64",
                "{scenarios: [a], budget: {minutes: -1}}               | budget.minutes: must be an integer",
                "{scenarios: [a], budget: {euros: 1}}                  | budget.euros: is not known here",
                "{scenarios: [a], pass: {rate: 80}}                    | pass.rate: must be a number from 0",
                "{scenarios: [a], headers: {Authorization: '${NO}'}}   | headers.Authorization: needs the environment variable NO",
                "{scenarios: [a], headers: {Host: x}}                  | headers.Host: is not a header that a suite can set",
                "{scenarios: [a], scenarios: [b]}                      | suite: cannot be read",
                "'scenarios: [a'                                       | suite: cannot be read",
                "hello                                                 | suite: cannot be read: expected an object",
            })
    void namesTheFieldThatIsWrong(String yaml, String message) {
        assertThatExceptionOfType(SuiteException.class)
                .isThrownBy(() -> read(yaml))
                .withMessageContaining(message);
    }

    @Test
    void namesAllFaultsAtOnceAndNoSecret() {
        assertThatExceptionOfType(SuiteException.class)
                .isThrownBy(() -> read("{scenarios: [], runs: x, headers: {'a b': '${TOKEN}', c: \"${TOKEN}\\n\"}}"))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines())
                        .extracting(line -> line.substring(0, line.indexOf(':')))
                        .containsExactlyInAnyOrder("scenarios", "runs", "headers.a b", "headers.c"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }
}
