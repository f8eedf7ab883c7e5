package me.fhir.chitchat.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the verdict on any log. */
class EvaluationPropertiesTest {
    private static final List<String> AGENTS = List.of("patient", "insurer");
    private static final VerdictContext CONTEXT = Logs.context(Logs.file("scenario"), AGENTS);

    private static final List<String> SAID = List.of(
            "It took six weeks at Stride Physical Therapy.",
            "Please send the therapy record.",
            "Until when would it be valid until then?",
            "We guarantee payment.",
            "Ask my lawyer.",
            "My number is 123-45-6789.",
            "1 2 3 4 5 6 7 8 9",
            "What is the date of birth?",
            "It is 17 March 1983.",
            "Thank you.",
            "The approval quota is 37 per day.",
            "Case 4711 of Dr. Okafor.");

    private record Step(int kind, int said) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Arbitraries.integers().between(0, 9).flatMap(kind -> Arbitraries.integers()
                .between(0, SAID.size() - 1)
                .map(said -> new Step(kind, said)));
        return step.list().ofMinSize(1).ofMaxSize(40);
    }

    /** Alternating turns, each a few traces and one message; the last may end the conversation. */
    private static List<Json.Object> log(List<Step> steps) {
        List<String> events = new ArrayList<>();
        int turn = 0;
        for (Step step : steps) {
            String by = AGENTS.get(turn % 2);
            switch (step.kind()) {
                case 0 ->
                    events.add(event(json ->
                            json.text("by", by).text("call", "lookup_policy").text("id", "c")));
                case 1 ->
                    events.add(event(json -> json.text("by", by)
                            .text("result", "page " + step.said())
                            .text("id", "c")));
                case 2 -> events.add(message(by, step, "none", false));
                case 3 -> {
                    events.add(message(by, step, "turn", true));
                    turn++;
                }
                default -> {
                    events.add(message(by, step, "turn", false));
                    turn++;
                }
            }
        }
        if (steps.get(0).kind() > 4) {
            events.add(event(json -> json.text("by", "insurer")
                    .text("text", "That is our decision.")
                    .text("finality", "conversation")
                    .object("outcome", outcome -> outcome.text("status", "success"))));
        }
        return events.stream().map(StoredJson::object).toList();
    }

    private static String message(String by, Step step, String finality, boolean attached) {
        return event(json -> {
            json.text("by", by).text("text", SAID.get(step.said())).text("finality", finality);
            if (attached) {
                json.objects(
                        "attachments", List.of("RAD-MSK-014 " + step.said()), (file, text) -> file.text("name", "a")
                                .text("contentType", "text/plain")
                                .text("content", text));
            }
        });
    }

    private static String event(Consumer<JsonWriter> members) {
        return JsonWriter.object(members);
    }

    @Property(tries = 300)
    void anEventThatNoCheckMentionsChangesNothing(@ForAll("steps") List<Step> steps, @ForAll int place) {
        List<Json.Object> events = log(steps);
        Verdict before = Evaluation.of(CONTEXT, Logs.entries(events));
        List<Json.Object> more = new ArrayList<>(events);
        int at = Math.floorMod(place, events.size());
        // Of the agent that speaks there, so that it opens no turn of another.
        String by = String.valueOf(events.get(at).text("by"));
        more.add(at, StoredJson.object(event(json -> json.text("by", by).text("thought", "I wonder."))));
        Verdict after = Evaluation.of(CONTEXT, Logs.entries(more));
        assertThat(withoutSeqs(after)).isEqualTo(withoutSeqs(before));
    }

    @Property(tries = 300)
    void thePrefixSaysNothingThatTheWholeTakesBack(@ForAll("steps") List<Step> steps, @ForAll int place) {
        List<LogEntry> whole = Logs.entries(log(steps));
        int length = Math.floorMod(place, whole.size()) + 1;
        Verdict early = Evaluation.of(CONTEXT, whole.subList(0, length));
        Verdict late = Evaluation.of(CONTEXT, whole);
        assertThat(late.disclosures().subList(0, early.disclosures().size())).isEqualTo(early.disclosures());
        if (early.stall() != null) {
            assertThat(late.stall()).isNotNull();
        }
        early.parties().forEach((agent, party) -> {
            for (Verdict.CheckResult check : party.checks()) {
                Verdict.CheckResult later = find(late, agent, check.id());
                assertThat(later.seqs().subList(0, check.seqs().size())).isEqualTo(check.seqs());
                assertThat(later.held() || !check.held()).isTrue();
            }
            if (party.result() == Verdict.Judgement.FAIL) {
                assertThat(party(late, agent).result()).isEqualTo(Verdict.Judgement.FAIL);
            }
        });
    }

    @Property(tries = 100)
    void readingEventByEventIsTheSameAsReadingTheWhole(@ForAll("steps") List<Step> steps) {
        List<Json.Object> events = log(steps);
        Evaluation live = new Evaluation(CONTEXT);
        for (LogEntry entry : Logs.entries(events)) {
            live.accept(entry);
            live.verdict();
        }
        assertThat(VerdictJson.of(live.verdict()))
                .isEqualTo(VerdictJson.of(Evaluation.of(CONTEXT, Logs.entries(events))));
    }

    private static Verdict.PartyResult party(Verdict verdict, String agent) {
        return Objects.requireNonNull(verdict.parties().get(agent), agent);
    }

    private static Verdict.CheckResult find(Verdict verdict, String agent, String id) {
        return party(verdict, agent).checks().stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> withoutSeqs(Verdict verdict) {
        Map<String, Object> out = new TreeMap<>();
        out.put("overall", verdict.overall());
        verdict.parties().forEach((agent, party) -> {
            out.put(agent, party.result());
            party.checks()
                    .forEach(check -> out.put(
                            agent + check.id(),
                            check.held() + " " + check.seqs().size()));
        });
        out.put(
                "faults",
                verdict.faults().stream().map(f -> f.agentId() + f.kind()).toList());
        out.put(
                "disclosure",
                verdict.disclosures().stream().map(told -> told.mark().fact()).collect(Collectors.toList()));
        Stall stall = verdict.stall();
        out.put("stall", stall == null ? "none" : stall.kind() + " " + stall.agents());
        return out;
    }
}
