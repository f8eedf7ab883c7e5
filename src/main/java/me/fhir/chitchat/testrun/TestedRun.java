package me.fhir.chitchat.testrun;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.connect.SeatTask;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.testrun.RunResult.ModelUse;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;
import org.jspecify.annotations.Nullable;

/** One run: creates the conversation, plays the seats that are not the server's, and asks for the verdict. For one thread. */
final class TestedRun {
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(60);

    private final SuiteContext bench;
    private final ScenarioUnderTest scenario;
    private final RunResult.RunKey key;
    private final long startedNanos = System.nanoTime();
    private final Set<String> speakers = new HashSet<>();
    private final List<RunResult.SaidLine> said = new ArrayList<>();
    private long lastSeq;
    private ModelUse use = ModelUse.NONE;

    /**
     * The services that all runs of a suite share.
     *
     * @param headers for A2A servers
     * @param lasting whether the server outlives the test, so that links to it are worth telling
     */
    record SuiteContext(
            ServerClient server,
            SuiteSpending spending,
            Map<String, String> headers,
            boolean lasting,
            PrintStream progress) {}

    TestedRun(SuiteContext bench, ScenarioUnderTest scenario, int run) {
        this.bench = bench;
        this.scenario = scenario;
        this.key = new RunResult.RunKey(scenario.index(), run);
    }

    RunResult play() throws InterruptedException {
        RunningConversation conversation = null;
        try {
            conversation = RunningConversation.of(bench.server().create(plan()));
            return playSeats(conversation);
        } catch (UnavailableException e) {
            return result(conversation, RunOutcome.NOT_JUDGED, e.sentence());
        }
    }

    private RunResult playSeats(RunningConversation conversation) throws UnavailableException, InterruptedException {
        try (SeatThreads seats = new SeatThreads(String.valueOf(conversation.conversation()))) {
            for (RunningConversation.OpenSeat seat : conversation.seats()) {
                SeatChoice choice = scenario.seats().getOrDefault(seat.agentId(), SeatChoice.SERVER);
                task(choice, seat).ifPresent(task -> seats.start(seat.agentId(), task));
            }
            while (!readNewMessages(bench.server().news(conversation.watchUrl(), lastSeq))) {
                Optional<String> failure = seats.failure();
                if (failure.isPresent()) {
                    return stopped(conversation, RunOutcome.NOT_JUDGED, failure.get());
                }
                use = use(conversation);
                if (bench.spending().isUsedUp(use)) {
                    return stopped(conversation, RunOutcome.SKIPPED, "The budget was used up.");
                }
                if (System.nanoTime() - startedNanos > MAX_NANOS) {
                    return stopped(conversation, RunOutcome.NOT_JUDGED, "The conversation did not end within an hour.");
                }
            }
            use = use(conversation);
            // An agent that broke off in the same moment must not be blamed for what came of that.
            Optional<String> failure = seats.failure();
            return failure.isPresent()
                    ? result(conversation, RunOutcome.NOT_JUDGED, failure.get())
                    : judged(
                            conversation, bench.server().verdict(conversation.conversation(), conversation.hostCode()));
        }
    }

    private ModelUse use(RunningConversation conversation) throws UnavailableException, InterruptedException {
        return ModelUse.of(bench.server()
                .usage(conversation.conversation(), conversation.hostCode())
                .orElse(null));
    }

    /** Takes what was said; whether the conversation has ended. */
    private boolean readNewMessages(Json.Object state) {
        for (Json.Object message : state.objects("messages")) {
            long seq = RunResult.whole(message, "seq");
            String from = String.valueOf(message.text("from"));
            if (seq > lastSeq) {
                lastSeq = seq;
                speakers.add(from);
                said.add(new RunResult.SaidLine(from, String.valueOf(message.text("text"))));
            }
        }
        Json.Object conversation = state.object("conversation");
        return conversation != null && "completed".equals(conversation.text("status"));
    }

    private RunResult judged(RunningConversation conversation, Json.Object verdict) {
        String overall = String.valueOf(verdict.text("overall"));
        if (overall.equals("pass")) {
            return result(conversation, RunOutcome.PASSED, "");
        }
        Optional<String> absent = absentAgent(verdict);
        if (absent.isPresent()) {
            return result(conversation, RunOutcome.NOT_JUDGED, "Nobody played " + absent.get() + ".");
        }
        if (!overall.equals("fail")) {
            return result(conversation, RunOutcome.NOT_JUDGED, String.valueOf(verdict.text("sentence")));
        }
        return scenario.haveTestedFailed(verdict)
                ? result(conversation, RunOutcome.FAILED, FailureReason.of(verdict, scenario.difficult()))
                : result(conversation, RunOutcome.PASSED, "");
    }

    /** An agent that is blamed for silence, is not the server's, and never said a word: it was not there. */
    private Optional<String> absentAgent(Json.Object verdict) {
        return verdict.objects("faults").stream()
                .filter(fault -> "silent".equals(fault.text("kind")))
                .map(fault -> String.valueOf(fault.text("agentId")))
                .filter(agent -> !speakers.contains(agent))
                .filter(agent ->
                        !scenario.seats().getOrDefault(agent, SeatChoice.SERVER).isPlayedByServer())
                .findFirst();
    }

    private RunResult stopped(RunningConversation conversation, RunOutcome outcome, String reason)
            throws InterruptedException {
        try {
            bench.server().cancel(conversation.conversation(), conversation.hostCode());
        } catch (UnavailableException e) {
            // The server's watchdog ends it later.
        }
        return result(conversation, outcome, reason);
    }

    private RunResult result(@Nullable RunningConversation conversation, RunOutcome outcome, String reason) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        int turns = (int) said.stream()
                .filter(message -> scenario.seats().containsKey(message.from()))
                .count();
        RunResult.RunFigures figures = new RunResult.RunFigures(
                conversation == null ? 0 : conversation.conversation(),
                conversation == null || !bench.lasting() ? null : conversation.watchUrl(),
                turns,
                millis,
                use);
        return new RunResult(key, outcome, reason, figures, outcome == RunOutcome.PASSED ? List.of() : said);
    }

    private Optional<SeatTask> task(SeatChoice choice, RunningConversation.OpenSeat seat) {
        boolean begins = scenario.seats().keySet().iterator().next().equals(seat.agentId());
        return switch (choice.player()) {
            case EXEC -> Optional.of(SeatTask.program(seat.url(), choice.target(), begins, SeatThreads.SILENT));
            case A2A ->
                Optional.of(SeatTask.a2a(seat.url(), choice.target(), bench.headers(), begins, SeatThreads.SILENT));
            case OPEN -> {
                bench.progress()
                        .println(scenario.name() + ", run " + key.run() + ": " + seat.agentId() + " is played at "
                                + seat.url());
                yield Optional.empty();
            }
            case SERVER, MODEL -> Optional.empty();
        };
    }

    private String plan() {
        return JsonWriter.object(json -> json.object("meta", this::meta)
                .text("watch", "everything")
                .objects("seats", scenario.seats().entrySet(), (seat, entry) -> seat.text("agentId", entry.getKey())
                        .text("kind", entry.getValue().isPlayedByServer() ? "server" : "open")));
    }

    private void meta(JsonWriter meta) {
        meta.text("title", "Test of " + scenario.name() + ", run " + key.run());
        scenario.writeMeta(meta);
    }
}
