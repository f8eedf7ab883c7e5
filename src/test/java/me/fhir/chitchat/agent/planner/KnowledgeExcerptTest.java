package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.PlainJson;
import org.junit.jupiter.api.Test;

class KnowledgeExcerptTest {
    private static String records(int count) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(Map.of("patient", "P-" + i, "note", "filler ".repeat(60)));
        }
        return PlainJson.text(Map.of("records", records, "policy", Map.of("kneeMri", "needs six weeks of therapy")));
    }

    @Test
    void leavesASmallKnowledgeBaseAsItIs() {
        assertThat(KnowledgeExcerpt.of("{\"a\": 1.50}", "anything", 1000)).isEqualTo("{\"a\": 1.50}");
    }

    @Test
    void choosesThePartsOfALargeOneThatFitTheCall() {
        String excerpt = KnowledgeExcerpt.of(records(300), "policy for knee MRI of patient P-217", 4000);

        assertThat(excerpt)
                .contains("/policy: {\"kneeMri\":\"needs six weeks of therapy\"}")
                .contains("P-217")
                .contains("other parts, which fit this call less, are left out");
        assertThat(excerpt.length()).isLessThan(4200);
    }

    @Test
    void cutsAPartThatAloneIsTooLong() {
        String excerpt = KnowledgeExcerpt.of("{\"a\":\"" + "x".repeat(5000) + "\"}", "a", 1000);

        assertThat(excerpt).startsWith("/a: \"xxx").hasSize(1000);
    }
}
