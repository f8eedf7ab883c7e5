package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.ShippedScenarios;
import me.fhir.chitchat.verdict.Evaluation;
import me.fhir.chitchat.verdict.FaultKind;
import me.fhir.chitchat.verdict.LogEntry;
import me.fhir.chitchat.verdict.ScenarioLint;
import me.fhir.chitchat.verdict.Verdict;
import me.fhir.chitchat.verdict.VerdictContext;
import me.fhir.chitchat.verdict.VerdictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rehearsed gets the verdict that its outcome deserves, and no alarm. */
class RehearsedVerdictsTest {
    private static final Set<FaultKind> ALARMS =
            EnumSet.of(FaultKind.DISCLOSURE, FaultKind.STALL, FaultKind.FORBIDDEN, FaultKind.LIMIT, FaultKind.SILENT);

    static List<String> shipped() {
        return ShippedScenarios.ids();
    }

    static Verdict judge(Play.Result result, String scenario, List<String> agents) {
        String meta = JsonWriter.object(json -> json.text("scenarioId", "s")
                .text("startingAgentId", agents.get(0))
                .objects("agents", agents, (entry, id) -> entry.text("id", id)));
        VerdictContext context = VerdictContext.of(7, StoredJson.object(meta), StoredJson.object(scenario));
        List<LogEntry> log = new ArrayList<>();
        for (Event event : result.events()) {
            List<Attachment.Document> documents = new ArrayList<>();
            if (event.entry() instanceof Entry.Message) {
                MessagePayload.of(event)
                        .attachments()
                        .forEach(reference -> documents.add(result.conversation()
                                .attachmentNamed(reference.name())
                                .document()));
            }
            log.add(new LogEntry(event, documents));
        }
        return Evaluation.of(context, log);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aShippedScenarioPassesFromEitherSide(String id) throws Exception {
        String scenario = Scenarios.named(id);
        assertThat(ScenarioLint.of(StoredJson.object(scenario), "config")).isEmpty();
        Play play = new Play(scenario);
        for (String first : play.agentIds()) {
            Play.Result result = play.together(first);
            Verdict verdict = judge(result, scenario, play.agentIds());
            assertThat(verdict.overall())
                    .as(first + " opens\n" + VerdictJson.of(verdict) + "\n" + result.transcript())
                    .isEqualTo(Verdict.Judgement.PASS);
        }
    }

    @Test
    void cleanRehearsalsRaiseNoAlarm() throws Exception {
        Map<String, List<String>> alarms = new LinkedHashMap<>();
        int played = 0;
        for (ScenarioVariantsTest.Case twin : ScenarioVariantsTest.cases().toList()) {
            Play play = new Play(twin.scenario());
            for (String first : play.agentIds()) {
                Play.Result result = play.together(first);
                Verdict verdict = judge(result, twin.scenario(), play.agentIds());
                played++;
                List<String> found = new ArrayList<>();
                verdict.faults().stream()
                        .filter(fault -> ALARMS.contains(fault.kind()))
                        .forEach(fault -> found.add(fault.kind() + ": " + fault.sentence()));
                if (!found.isEmpty()) {
                    alarms.put(twin.name() + ", " + first + " opens", found);
                }
            }
        }
        assertThat(alarms).as("of " + played).isEmpty();
    }
}
