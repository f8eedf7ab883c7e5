package me.fhir.chitchat.testrun;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;

/**
 * Many runs of scenarios that this server makes with its own agents. What they came to is kept until the server stops, that of
 * the newest; the conversations stay. For any thread.
 */
public final class TestRuns {
    /** How many may go on at a time, so that one visitor does not take all agents from the others. */
    private static final int MAX_RUNNING = 4;

    private static final int MAX_KEPT = 200;
    private static final double PASS_RATE = 0.8;
    private static final int ID_BYTES = 12;

    private final ServerConversations conversations;
    private final Executor workers;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ManyRuns> kept = new LinkedHashMap<>();

    public TestRuns(ServerConversations conversations, Executor workers, InstantSource clock) {
        this.conversations = conversations;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Begins.
     *
     * @param page the address of this server's page, without a slash at its end
     * @return its id
     * @throws ConversationException ({@code STORE_UNAVAILABLE}) when too many go on already
     */
    public String start(RunPlan plan, String page) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ManyRuns runs = new ManyRuns(id, plan, new ManyRuns.RunServices(conversations, workers, page), clock.instant());
        synchronized (kept) {
            if (kept.values().stream().filter(other -> !other.isOver()).count() >= MAX_RUNNING) {
                throw new ConversationException(
                        ErrorCode.STORE_UNAVAILABLE,
                        MAX_RUNNING + " tests go on here already; begin this one when one of them is over.");
            }
            kept.put(id, runs);
            if (kept.size() > MAX_KEPT) {
                kept.values().stream()
                        .filter(ManyRuns::isOver)
                        .map(ManyRuns::id)
                        .findFirst()
                        .ifPresent(kept::remove);
            }
        }
        runs.start();
        return id;
    }

    /** How it stands, as JSON; empty when there is none of this id. */
    public Optional<String> state(String id) {
        return find(id).map(ManyRunsJson::of);
    }

    /** Ends it; false when there is none of this id. */
    public boolean stop(String id) {
        Optional<ManyRuns> runs = find(id);
        runs.ifPresent(ManyRuns::stop);
        return runs.isPresent();
    }

    /** The results so far, as the command {@code test} reports them. */
    public Optional<String> report(String id, ReportFormat format) {
        return find(id).map(runs -> {
            String name = runs.plan().scenario().name();
            SuiteResult result = new SuiteResult(name, PASS_RATE, List.of(runs.summary()), List.of());
            return switch (format) {
                case JUNIT -> JUnitReport.of(result);
                case JSON -> JsonReport.of(result);
                case HTML -> HtmlReport.of(result);
            };
        });
    }

    private Optional<ManyRuns> find(String id) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(id));
        }
    }

    /** The files of results. */
    public enum ReportFormat {
        JUNIT,
        JSON,
        HTML
    }
}
