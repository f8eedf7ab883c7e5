package me.fhir.chitchat.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import org.junit.jupiter.api.Test;

/** A log that is much longer than a judged conversation usually is. */
class LongLogTest {
    private static final int EVENTS = 5000;
    private static final List<String> AGENTS = List.of("patient", "insurer");

    @Test
    void judgesFiveThousandEvents() {
        List<Json.Object> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String by = AGENTS.get(i % 2);
            String text = "Case " + i + ": the visit of 12 August was with Dr. Okafor at Harborview Sports Medicine; "
                    + "pain on stairs went from 7 to 6 out of 10, and the knee still catches about twice a week ("
                    + i * 31 + "). Please look at paragraph " + i + " of the record before you answer.";
            events.add(StoredJson.object(
                    JsonWriter.object(json -> json.text("by", by).text("text", text))));
        }
        VerdictContext context = Logs.context(Logs.file("scenario"), AGENTS);
        Verdict verdict = Evaluation.of(context, Logs.entries(events));
        assertThat(verdict.overall()).isEqualTo(Verdict.Judgement.INCONCLUSIVE);
        assertThat(verdict.disclosures()).isEmpty();
    }
}
