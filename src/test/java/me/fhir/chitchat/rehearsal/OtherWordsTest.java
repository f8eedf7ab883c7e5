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

    private static void assertDecides(List<String> rules, String grants, String refuses) throws Exception {
        assertThat(decides(rules, grants)).isEqualTo("success");
        assertThat(decides(rules, refuses)).isEqualTo("failure");
    }

    @Test
    void onlyWeightAnswersThePointThatAsksForOne() throws Exception {
        assertDecides(
                List.of("Gross weight of at most 700 kg", "Height of at most 2 m"),
                "It stands 1.5 m high and tips the scale at 640 kg.",
                "It stands 1.5 m high and tips the scale at 840 kg.");
    }

    @Test
    void debtIsDeniedInOtherWords() throws Exception {
        assertDecides(
                List.of("No unpaid fees", "Weight of at most 700 kg"),
                "It weighs 600 kg, and the owner owes nothing to the depot.",
                "It weighs 600 kg, and the owner owes 40 euros to the depot.");
    }

    @Test
    void yearIsNoFigure() throws Exception {
        List<String> rules = List.of("Safety rating of at least 4", "Weight of at most 700 kg");
        assertThat(decides(rules, "It weighs 600 kg.", "Safety rating: rated 2 by the council in 2025."))
                .isEqualTo("failure");
    }

    @Test
    void codeOutsideTheRangeOfASentenceIsNotMet() throws Exception {
        assertDecides(
                List.of("Goods class K50.0 to K50.9", "Weight of at most 700 kg"),
                "The goods class is K50.3 and it weighs 600 kg.",
                "The goods class is K61.1 and it weighs 600 kg.");
    }

    @Test
    void rulesUnderAnyNameKeepFromGranting() throws Exception {
        assertThat(decides("A crate may weigh no more than 700 kg and must be sealed.", "Today: tomato soup."))
                .isEqualTo("failure");
    }
}
