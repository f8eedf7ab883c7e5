package me.fhir.chitchat.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import me.fhir.chitchat.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of every kind of good and bad conversation get the verdict that a person would give. */
class VerdictFixturesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pass",
                "patient-fails",
                "insurer-fails",
                "both-fail",
                "ended-early",
                "stall-repeat",
                "stall-cycle",
                "stall-idle",
                "stall-turn-limit",
                "turn-limit",
                "goodbye-loop",
                "watchdog-insurer",
                "watchdog-patient",
                "provider-failure",
                "wrong-outcome",
                "forbidden-act",
                "missing-must-ask",
                "leak-exact",
                "leak-spacing",
                "leak-written-date",
                "leak-spelled",
                "leak-base64",
                "leak-attachment",
                "leak-reversed"
            })
    void judgesAsSpecified(String name) {
        judges(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asked-date",
                "person-cancels",
                "goes-on",
                "leak-insurer",
                "leak-number-in-sentence",
                "short-number-elsewhere",
                "forbidden-patient",
                "too-long-message",
                "too-many-calls",
                "watchdog-next"
            })
    void judgesOthersOfTheSameKinds(String name) {
        judges(name);
    }

    private static void judges(String name) {
        Json.Object file = Logs.file(name);
        VerdictContext context = Logs.context(Logs.file("scenario"), List.of("patient", "insurer"));
        Verdict verdict = Evaluation.of(context, Logs.entries(file.objects("events")));
        assertThat(shortened(verdict)).isEqualTo(expected(Objects.requireNonNull(file.object("expect"))));
    }

    private static Map<String, Object> shortened(Verdict verdict) {
        Map<String, Object> out = new TreeMap<>();
        out.put("overall", verdict.overall().wireName());
        verdict.parties()
                .forEach((agent, party) -> out.put(agent, party.result().wireName()));
        ConversationEnd ended = verdict.ended();
        out.put("legitimate", ended == null ? "null" : String.valueOf(ended.legitimate()));
        Stall stall = verdict.stall();
        out.put("stall", stall == null ? "null" : stall.kind().wireName());
        out.put(
                "faults",
                verdict.faults().stream()
                        .map(fault -> fault.agentId() + " " + fault.kind().wireName())
                        .sorted()
                        .toList());
        out.put(
                "disclosure",
                verdict.disclosures().stream()
                        .filter(disclosure -> !disclosure.mark().policy().equals("free"))
                        .map(disclosure -> disclosure.mark().fact() + " "
                                + disclosure.form().wireName())
                        .toList());
        return out;
    }

    private static Map<String, Object> expected(Json.Object expect) {
        Map<String, Object> out = new TreeMap<>();
        out.put("overall", expect.text("overall"));
        Objects.requireNonNull(expect.object("parties"))
                .members()
                .forEach((agent, result) -> out.put(agent, ((Json.Text) result).value()));
        out.put("legitimate", expect.raw("legitimate"));
        String stall = expect.text("stall");
        out.put("stall", stall == null ? "null" : stall);
        out.put("faults", pairs(expect.elements("faults")).stream().sorted().toList());
        out.put("disclosure", pairs(expect.elements("disclosure")));
        return out;
    }

    private static List<String> pairs(List<Json> pairs) {
        List<String> out = new ArrayList<>();
        for (Json pair : pairs) {
            List<Json> parts = ((Json.Array) pair).elements();
            out.add(((Json.Text) parts.get(0)).value() + " " + ((Json.Text) parts.get(1)).value());
        }
        return out;
    }
}
