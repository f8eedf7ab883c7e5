package me.fhir.chitchat.testrun;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.testrun.RunResult.RunFigures;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many runs of a scenario while they are made: begins the next one when one has ended. For any thread. */
final class ManyRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ManyRuns.class);

    private final String id;
    private final RunPlan plan;
    private final RunServices services;
    private final Instant startedAt;
    private final Map<Integer, Long> conversations = new HashMap<>();
    private final Map<Integer, RunResult> results = new HashMap<>();
    private int begun;
    private boolean stopped;

    /**
     * The services that all runs share.
     *
     * @param page the address of this server's page, without a slash at its end
     */
    record RunServices(ServerConversations conversations, Executor workers, String page) {}

    ManyRuns(String id, RunPlan plan, RunServices services, Instant startedAt) {
        this.id = id;
        this.plan = plan;
        this.services = services;
        this.startedAt = startedAt;
    }

    String id() {
        return id;
    }

    Instant startedAt() {
        return startedAt;
    }

    RunPlan plan() {
        return plan;
    }

    void start() {
        for (int i = 0; i < Math.min(plan.concurrency(), plan.scenario().runs()); i++) {
            services.workers().execute(this::next);
        }
    }

    /** Begins no more, and ends those that go on. */
    void stop() {
        List<Long> going;
        synchronized (this) {
            stopped = true;
            going = conversations.entrySet().stream()
                    .filter(entry -> !results.containsKey(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
        going.forEach(services.conversations()::cancel);
    }

    synchronized boolean isOver() {
        return results.size() == plan.scenario().runs() || (stopped && results.size() == begun);
    }

    private void next() {
        int run;
        synchronized (this) {
            if (stopped || begun == plan.scenario().runs()) {
                return;
            }
            run = ++begun;
        }
        ServerConversations.StartedConversation going;
        try {
            going = services.conversations().create(meta(run));
        } catch (RuntimeException e) {
            // A run that cannot begin, for whatever reason, counts as failed.
            ended(run, null, e);
            return;
        }
        boolean late;
        synchronized (this) {
            conversations.put(run, going.conversation());
            late = stopped;
        }
        var unused = going.ended().whenCompleteAsync((head, failure) -> ended(run, head, failure), services.workers());
        services.conversations().begin(going);
        if (late) {
            services.conversations().cancel(going.conversation());
        }
    }

    private void ended(int run, @Nullable Head head, @Nullable Throwable failure) {
        RunResult result;
        try {
            result = head == null ? notBegun(run, failure) : judged(run, head);
        } catch (RuntimeException e) {
            // Whatever it was: a run without a result would keep the whole test from ending.
            result = notJudged(
                    run, reason(e, "judged"), head == null ? RunFigures.NONE : figures(head, RunResult.ModelUse.NONE));
        }
        synchronized (this) {
            results.put(run, result);
        }
        next();
    }

    private static RunResult notBegun(int run, @Nullable Throwable failure) {
        return notJudged(run, reason(failure, "began"), RunFigures.NONE);
    }

    private static RunResult notJudged(int run, String reason, RunFigures figures) {
        return new RunResult(key(run), RunOutcome.NOT_JUDGED, reason, figures, List.of());
    }

    private static String reason(@Nullable Throwable failure, String did) {
        Throwable cause = failure == null ? null : Futures.cause(failure);
        if (cause instanceof ConversationException refused) {
            return refused.sentence();
        }
        LOG.error("A run of a test failed while the server {} its conversation", did, cause);
        return "The server failed while it " + did + " the conversation.";
    }

    private RunResult judged(int run, Head head) {
        long conversation = head.conversation();
        RunFigures figures = figures(head, services.conversations().use(conversation));
        Json.Object verdict = services.conversations().verdict(conversation);
        String overall = String.valueOf(verdict.text("overall"));
        if (overall.equals("pass")
                || (overall.equals("fail") && !plan.scenario().haveTestedFailed(verdict))) {
            return new RunResult(key(run), RunOutcome.PASSED, "", figures, List.of());
        }
        List<RunResult.SaidLine> said = services.conversations().said(conversation);
        if (overall.equals("fail")) {
            return new RunResult(
                    key(run),
                    RunOutcome.FAILED,
                    FailureReason.of(verdict, plan.scenario().difficult()),
                    figures,
                    said);
        }
        return isStopped()
                ? new RunResult(key(run), RunOutcome.SKIPPED, "The test was stopped.", figures, said)
                : new RunResult(
                        key(run), RunOutcome.NOT_JUDGED, String.valueOf(verdict.text("sentence")), figures, said);
    }

    private RunFigures figures(Head head, RunResult.ModelUse use) {
        return new RunFigures(
                head.conversation(),
                services.page() + "/conversations/" + head.conversation(),
                head.turn().number(),
                Duration.between(head.log().createdAt(), head.log().updatedAt()).toMillis(),
                use);
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    private static RunResult.RunKey key(int run) {
        return new RunResult.RunKey(0, run);
    }

    private RawJson meta(int run) {
        return new RawJson(JsonWriter.object(meta -> {
            meta.text("title", "Test of " + plan.scenario().name() + ", run " + run);
            plan.scenario().writeMeta(meta);
            meta.object(
                    "custom",
                    custom -> custom.object(
                            "testRun", member -> member.text("id", id).number("run", run)));
        }));
    }

    /** The results so far. */
    synchronized ScenarioSummary summary() {
        List<RunResult> inOrder = new ArrayList<>();
        for (int run = 1; run <= begun; run++) {
            RunResult result = results.get(run);
            if (result != null) {
                inOrder.add(result);
            }
        }
        return new ScenarioSummary(plan.scenario(), inOrder);
    }

    /** The conversation of a run, or null before it has begun. */
    synchronized @Nullable Long conversation(int run) {
        return conversations.get(run);
    }
}
