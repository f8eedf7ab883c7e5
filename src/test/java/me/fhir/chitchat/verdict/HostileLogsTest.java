package me.fhir.chitchat.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import org.junit.jupiter.api.Test;

/** What contracts and messages cost together is bounded, whatever they are. */
class HostileLogsTest {
    private static final List<String> AGENTS = List.of("patient", "insurer");
    /** One character, eighteen of which it stands for. */
    private static final String LIGATURE = "\uFDFA";

    private static final int MILLION = 1_000_000;

    @Test
    void aTextDoesNotGrowWithoutBoundByItsNormalForm() {
        assertThat(NormalText.of(LIGATURE.repeat(MILLION)).squashed()).hasSizeLessThan(3 * MILLION + 100);
    }

    @Test
    void theNormalFormDoesNotDependOnWhereATextIsCut() {
        for (int padding = 4_090; padding < 4_100; padding++) {
            String before = "x".repeat(padding);
            assertThat(NormalText.of(before + "e\u0301t\u00E9 \uD835\uDC00").squashed())
                    .isEqualTo(before + "etea");
        }
    }

    @Test
    void onlyTheBeginningOfAHugeMessageIsHeldAgainstChecks() {
        List<String> near = List.of(" ".repeat(MILLION) + "needle");
        List<String> far = List.of(" ".repeat(2 * MILLION) + "needle");
        assertThat(judged("contains", "[\"needle\"]", near).checks().get(0).held())
                .isTrue();
        assertThat(judged("contains", "[\"needle\"]", far).checks().get(0).held())
                .isFalse();
    }

    @Test
    void aFactIsFoundWhereverItStandsInAHugeMessage() {
        String scenario = """
                {"metadata":{"id":"s","title":"t"},"agents":[{"agentId":"patient","knowledgeBase":{"ssn":"123-45-6789"},
                 "disclosure":[{"path":"/ssn","policy":"never"}]},{"agentId":"insurer"}]}""";
        for (int padding : new int[] {0, (1 << 20) - 5, 5 * MILLION}) {
            Verdict verdict = Evaluation.of(
                    Logs.context(StoredJson.object(scenario), AGENTS),
                    Logs.entries(List.of(said(" ".repeat(padding) + "it is 123-45-6789"))));
            assertThat(verdict.disclosures()).as("after " + padding).hasSize(1);
        }
    }

    @Test
    void aContractThatCostsTooMuchIsNotDecided() {
        // 200 checks, each of a thousand steps for each character, times a few million characters.
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            texts.add("x" + i + " ".repeat(MILLION));
        }
        assertThat(judged("matches", "\"(zq){200}\"", List.of("y")).result()).isEqualTo(Verdict.Judgement.FAIL);
        assertThat(judged("matches", "\"(zq){200}\"", texts).result()).isEqualTo(Verdict.Judgement.INCONCLUSIVE);
    }

    @Test
    void schemasOfOneConversationHaveABudgetTogether() {
        String schema = """
                {"$ref":"#/$defs/n","$defs":{"n":{"anyOf":[{"type":"string"},
                 {"type":"array","items":{"$ref":"#/$defs/n"}},{"type":"array","contains":{"$ref":"#/$defs/n"}}]}}}""";
        String deep = "[".repeat(60) + "1" + "]".repeat(60);
        assertThat(judged("schema", schema, List.of("[\"x\"]")).result()).isEqualTo(Verdict.Judgement.PASS);
        Verdict.PartyResult spent = judged("schema", schema, List.of(deep));
        assertThat(spent.result()).isEqualTo(Verdict.Judgement.INCONCLUSIVE);
        assertThat(spent.checks().get(199).sentence()).contains("not decided", "more steps than it may");
    }

    private static Verdict.PartyResult judged(String condition, String value, List<String> texts) {
        List<String> ids = IntStream.range(0, 200).mapToObj(i -> "c" + i).toList();
        String scenario = JsonWriter.object(json -> json.objects(
                        "agents", AGENTS, (agent, id) -> agent.text("agentId", id))
                .object(
                        "contract",
                        contract -> contract.object(
                                "parties",
                                parties -> parties.object(
                                        "patient",
                                        party -> party.objects("success", ids, (check, id) -> check.text("id", id)
                                                .raw(condition, value))))));
        List<Json.Object> events = new ArrayList<>();
        texts.forEach(text -> events.add(said(text)));
        events.add(
                StoredJson.object(
                        "{\"by\":\"patient\",\"text\":\"bye\",\"finality\":\"conversation\",\"outcome\":{\"status\":\"success\"}}"));
        Verdict verdict = Evaluation.of(Logs.context(StoredJson.object(scenario), AGENTS), Logs.entries(events));
        return Objects.requireNonNull(verdict.parties().get("patient"));
    }

    private static Json.Object said(String text) {
        return StoredJson.object(JsonWriter.object(
                json -> json.text("by", "patient").text("text", text).text("finality", "none")));
    }
}
