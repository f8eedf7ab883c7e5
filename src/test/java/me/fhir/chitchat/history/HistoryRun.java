package me.fhir.chitchat.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Lets clients talk for a while, reads the logs when all is well again, and checks what happened. */
final class HistoryRun {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final RunContext context;
    private final Duration timeout;
    private final Queue<Talk> talks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean late = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    HistoryRun(RunContext context) {
        this(context, TIMEOUT);
    }

    /**
     * Makes one.
     *
     * @param timeout how long an observer waits for the end of a conversation
     */
    HistoryRun(RunContext context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
    }

    /** Whether no further conversation begins. */
    boolean late() {
        return late.get() || failure.get() != null;
    }

    /** Plays until the plan's time is over, while {@code nemesis} runs on a thread of its own. */
    List<Violation> play(Nemesis nemesis) throws Exception {
        await(() -> Talk.createScenario(context));
        List<Thread> players = new ArrayList<>();
        boolean once = context.plan().length().isZero();
        for (int i = 0; i < context.plan().talks(); i++) {
            boolean seatedFirst = i % 2 == 0;
            players.add(started("talks-" + i, () -> talkAgain(seatedFirst, once)));
        }
        Thread harm = started("nemesis", () -> nemesis.run(this::late));
        Instant end = Instant.now().plus(context.plan().length());
        while (!once && Instant.now().isBefore(end) && failure.get() == null) {
            Thread.sleep(Duration.ofMillis(200).toMillis());
        }
        late.set(!once);
        if (once) {
            join(players);
            late.set(true);
        }
        harm.join();
        join(players);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the run itself failed", failed);
        }
        for (Talk talk : talks) {
            await(() -> readLog(talk));
        }
        return context.history().read(HistoryChecker::check);
    }

    private interface Step {
        void run() throws Exception;
    }

    private interface Attempt {
        void run() throws LostConnection, RefusedCall;
    }

    private Thread started(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (Exception | AssertionError e) {
                        failure.compareAndSet(null, e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Tries until it succeeds; servers may be on their way up. */
    private static void await(Attempt attempt) throws InterruptedException {
        Instant end = Instant.now().plus(RECOVERY);
        while (true) {
            try {
                attempt.run();
                return;
            } catch (LostConnection | RefusedCall e) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException("no server works", e);
                }
                Thread.sleep(Duration.ofMillis(200).toMillis());
            }
        }
    }

    private void talkAgain(boolean seatedFirst, boolean once) throws InterruptedException {
        boolean seated = seatedFirst;
        do {
            try {
                talk(Talk.create(context, seated, this::late));
                seated = !seated;
            } catch (LostConnection e) {
                context.pauseBeforeReconnecting();
                if (once) {
                    throw new IllegalStateException(e);
                }
            }
        } while (!late() && !once);
    }

    private void talk(Talk talk) throws InterruptedException {
        talks.add(talk);
        List<Runnable> clients = new ArrayList<>();
        clients.add(new Writer(context, talk, talk.seated() ? Viewer.ALPHA : Viewer.OPEN, "alpha"));
        clients.add(new Writer(context, talk, talk.seated() ? Viewer.BETA : Viewer.OPEN, "beta"));
        clients.add(new Reader(context, talk, talk.reader()));
        clients.add(new Subscriber(context, talk, talk.reader(), true, timeout));
        clients.add(new Subscriber(context, talk, talk.reader(), false, timeout));
        if (talk.seated()) {
            clients.add(new Reader(context, talk, Viewer.ALPHA));
            clients.add(new Reader(context, talk, Viewer.WATCH));
            clients.add(new Subscriber(context, talk, Viewer.ALPHA, false, timeout));
            clients.add(new Subscriber(context, talk, Viewer.BETA, true, timeout));
            clients.add(new Subscriber(context, talk, Viewer.WATCH, false, timeout));
            clients.add(new Poller(context, talk, Viewer.BETA_BY_HTTP, timeout));
        }
        List<Thread> threads = new ArrayList<>();
        for (Runnable client : clients) {
            threads.add(started(client.getClass().getSimpleName() + " of " + talk.conversation(), client::run));
        }
        join(threads);
    }

    private void readLog(Talk talk) throws LostConnection, RefusedCall {
        List<LoggedEvent> log = new ArrayList<>();
        String query = talk.query(talk.reader());
        try (RpcSession session = RpcSession.open(context, query, new IgnoredFrames(), opened -> {})) {
            JsonNode page;
            do {
                ObjectNode params = RpcSession.JSON.createObjectNode();
                params.put("conversationId", talk.conversation())
                        .put(
                                "afterSeq",
                                log.isEmpty() ? 0 : log.get(log.size() - 1).seq())
                        .put("limit", 500);
                page = session.call("getEventsPage", params).get("events");
                page.forEach(event -> log.add(LoggedEvent.of(event)));
            } while (!page.isEmpty());
        }
        log.forEach(event -> context.history().add(new HistoryEntry.Stored(event)));
    }
}
