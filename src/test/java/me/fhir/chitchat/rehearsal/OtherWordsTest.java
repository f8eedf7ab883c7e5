package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Points that are answered in other words than the rule's, and answers that only look like it. */
class OtherWordsTest {
    private static final String OPENING = "Good morning, this is about crate KR-4410. May we bring it?";

    private static String decides(Object rules, String... told) throws Exception {
        Map<String, Object> knows = new LinkedHashMap<>();
        knows.put("crate", Map.of("number", "KR-4410", "status", "announced"));
        knows.put("intake", rules);
        UnseenScenarios.Unseen scenario = new UnseenScenarios.Unseen(
                "crate",
                "A crate for the depot",
                OPENING,
                new UnseenScenarios.Side("Haulier", false, Map.of("crate", "KR-4410")),
                new UnseenScenarios.Decider(
                        "Depot",
                        null,
                        knows,
                        new UnseenScenarios.Tool("take", Map.of("number", "string")),
                        new UnseenScenarios.Tool("refuse", Map.of("number", "string"))),
                List.of(),
                new UnseenScenarios.Change("asker", "/crate", "KR-4410"),
                Map.of());
        List<String> said = new ArrayList<>(List.of(Play.says(OPENING)));
        for (String text : told) {
            said.add(Play.says(text));
        }
        return new Play(scenario.scenario()).against(said).status();
    }

    @Test
    void onlyWeightAnswersThePointThatAsksForOne() throws Exception {
        List<String> rules = List.of("Gross weight of at most 700 kg", "Height of at most 2 m");
        assertThat(decides(rules, "It stands 1.5 m high and tips the scale at 640 kg."))
                .isEqualTo("success");
        assertThat(decides(rules, "It stands 1.5 m high and tips the scale at 840 kg."))
                .isEqualTo("failure");
    }

    @Test
    void debtIsDeniedInOtherWords() throws Exception {
        List<String> rules = List.of("No unpaid fees", "Weight of at most 700 kg");
        assertThat(decides(rules, "It weighs 600 kg, and the owner owes nothing to the depot."))
                .isEqualTo("success");
        assertThat(decides(rules, "It weighs 600 kg, and the owner owes 40 euros to the depot."))
                .isEqualTo("failure");
    }

    @Test
    void yearIsNoFigure() throws Exception {
        List<String> rules = List.of("Safety rating of at least 4", "Weight of at most 700 kg");
        assertThat(decides(rules, "It weighs 600 kg.", "Safety rating: rated 2 by the council in 2025."))
                .isEqualTo("failure");
    }

    @Test
    void codeOutsideTheRangeOfASentenceIsNotMet() throws Exception {
        List<String> rules = List.of("Goods class K50.0 to K50.9", "Weight of at most 700 kg");
        assertThat(decides(rules, "The goods class is K50.3 and it weighs 600 kg."))
                .isEqualTo("success");
        assertThat(decides(rules, "The goods class is K61.1 and it weighs 600 kg."))
                .isEqualTo("failure");
    }

    @Test
    void rulesUnderAnyNameKeepFromGranting() throws Exception {
        assertThat(decides("A crate may weigh no more than 700 kg and must be sealed.", "Today: tomato soup."))
                .isEqualTo("failure");
    }
}
