package me.fhir.chitchat.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Follows a talk to its end, from the last seq on after each loss of the connection. */
final class Subscriber extends Client {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int LOOKS_A_PING = 20;
    private static final double DEPARTURES = 0.03;

    private final String name;
    private final boolean faithful;
    private final Duration timeout;
    private int looks;
    private long last;
    private boolean complete;
    private @Nullable RpcSession subscribed;

    /**
     * Makes one.
     *
     * @param faithful whether it never breaks off by itself, so that nothing heals what it was not shown
     * @param timeout how long it waits for the last event once the talk is over
     */
    Subscriber(RunContext run, Talk talk, Viewer viewer, boolean faithful, Duration timeout) {
        super(run, talk, viewer);
        name = "subscriber-" + run.number();
        this.faithful = faithful;
        this.timeout = timeout;
    }

    @Override
    public void run() {
        @Nullable Instant end = null;
        while (!complete() && (end == null || Instant.now().isBefore(end))) {
            if (talk().over() && end == null) {
                end = Instant.now().plus(timeout);
            }
            try {
                follow();
            } catch (LostConnection | RefusedCall e) {
                disconnect();
                context().pauseBeforeReconnecting();
            }
        }
        disconnect();
        context().history().add(new HistoryEntry.CaughtUp(name));
    }

    /** Subscribes where it is connected anew, and stays for a moment. */
    private void follow() throws LostConnection, RefusedCall {
        RpcSession now = connected();
        if (now != subscribed) {
            subscribed = now;
            ObjectNode params = params();
            synchronized (this) {
                params.put("sinceSeq", last);
                context().history().add(new HistoryEntry.Following(name, viewer(), talk().conversation(), last));
            }
            call("subscribe", params);
        }
        boolean leaves = !faithful && !talk().over() && RunContext.chance(DEPARTURES);
        if (now.awaitClosed(LOOK) || leaves) {
            disconnect();
        } else if (++looks % LOOKS_A_PING == 0) {
            // A connection that is dead without a sign is not a fault of the server; one that answers is alive.
            call("ping", RpcSession.JSON.createObjectNode());
        }
    }

    @Override
    public synchronized void event(RpcSession from, JsonNode params) {
        if (!isCurrent(from)) {
            return;
        }
        LoggedEvent event = LoggedEvent.of(params);
        context().history().add(new HistoryEntry.Observed(name, event));
        last = Math.max(last, event.seq());
        complete |= event.closesConversation();
    }

    private synchronized boolean complete() {
        return complete;
    }
}
