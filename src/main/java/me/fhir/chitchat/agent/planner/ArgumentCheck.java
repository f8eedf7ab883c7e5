package me.fhir.chitchat.agent.planner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import me.fhir.chitchat.scenario.schema.JsonSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a tool's arguments against its JSON Schema (2020-12 unless the schema says otherwise). Never fetches anything.
 */
final class ArgumentCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ArgumentCheck.class);
    private static final int MAX_REPORTED = 5;
    private static final Duration MAX_CHECK = Duration.ofSeconds(2);
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 64;

    // Platform threads on purpose: a schema that keeps a thread busy must not keep one that requests are served on.
    private static final ExecutorService CHECKS = checks();

    private ArgumentCheck() {}

    /** Its threads end when nothing is checked for a second: a server that stops leaves none. */
    private static ExecutorService checks() {
        ThreadPoolExecutor checks = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "schema-check");
                    thread.setDaemon(true);
                    return thread;
                });
        checks.allowCoreThreadTimeOut(true);
        return checks;
    }

    /**
     * The fault of the arguments, as a sentence; empty when they fit. A schema that is none, or one that takes
     * more steps or time than any sensible one, fits everything. Waits a bounded time.
     *
     * @throws InterruptedException when the turn that asks is given up
     */
    static Optional<String> mismatch(String schema, String arguments) throws InterruptedException {
        Future<Optional<String>> check;
        try {
            check = CHECKS.submit(() -> checked(schema, arguments));
        } catch (RejectedExecutionException e) {
            LOG.info("Arguments are not checked: too many checks are waiting");
            return Optional.empty();
        }
        try {
            return check.get(MAX_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info(
                    "Arguments are not checked: their tool's inputSchema takes longer than {} s",
                    MAX_CHECK.toSeconds());
            return Optional.empty();
        } catch (ExecutionException e) {
            // The model cannot mend a broken schema, and the conversation should go on.
            LOG.info("A tool's inputSchema cannot be used and is not checked: {}", String.valueOf(e.getCause()));
            return Optional.empty();
        } finally {
            // Ends it at its next look at the arguments.
            check.cancel(true);
        }
    }

    private static Optional<String> checked(String schema, String arguments) throws JsonSchema.NotValidatedException {
        Optional<JsonSchema> usable = JsonSchema.of(schema);
        if (usable.isEmpty()) {
            LOG.info("Arguments are not checked: their tool's inputSchema is none, or too large");
            return Optional.empty();
        }
        List<String> errors = usable.get().mismatches(arguments);
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(errors.stream()
                .limit(MAX_REPORTED)
                .collect(Collectors.joining("; ", "The arguments do not fit: ", ".")));
    }
}
