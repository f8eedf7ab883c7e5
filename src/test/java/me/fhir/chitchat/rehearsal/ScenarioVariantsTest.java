package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.PlainJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios, and the same scenarios with one fact changed: they end differently. */
@SuppressWarnings("NullAway")
class ScenarioVariantsTest {
    /** A scenario and its outcome when both sides are rehearsed. */
    record Case(String name, String scenario, boolean success) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (Object entry : (List<?>) PlainJson.of(Json.parse(Scenarios.text("/rehearsal/twins.json")))) {
            Map<?, ?> fields = (Map<?, ?>) entry;
            String id = String.valueOf(fields.get("scenario"));
            String scenario = Scenarios.named(id);
            cases.add(new Case(id, scenario, true));
            for (Object twin : (List<?>) fields.get("twins")) {
                Map<?, ?> change = (Map<?, ?>) twin;
                String name = id + " with " + change.get("path") + " = " + change.get("value");
                cases.add(new Case(name, Scenarios.changed(scenario, change), false));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsByTheFact(Case played) throws Exception {
        Play play = new Play(played.scenario());
        Play.Result result = play.together(play.agentIds().get(0));
        assertThat(result.completed()).as(result.transcript()).isTrue();
        assertThat(result.status().equals("success")).as(result.transcript()).isEqualTo(played.success());
        assertThat(Repetition.in(result)).as(result.transcript()).isEmpty();
        assertThat(result.messages().toString()).doesNotContain("CANARY");
        assertThat(Traceability.untraceable(result, played.scenario()))
                .as(result.transcript())
                .isEmpty();
    }
}
