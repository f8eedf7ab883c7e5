package me.fhir.chitchat.agent;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.runtime.concurrent.Boundary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what runs here in step with what is registered, where several servers work on one database: takes over from servers that
 * died, lets go of what another server has taken, and starts and stops what was asked for elsewhere.
 */
final class SharedAgents {
    private static final Logger LOG = LoggerFactory.getLogger(SharedAgents.class);
    /** A server counts as failed after some of these. */
    private static final int ROUND_MS = 1_000;

    private final AgentRegistry registry;
    private final AgentLeases leases;
    private final HostedConversations hosted;
    private final ConversationLocks locks;
    private final BiConsumer<Long, List<String>> start;
    private final Consumer<List<Long>> takeOver;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "shared-agents"));

    /**
     * Nothing happens before {@link #begin}.
     *
     * @param start starts agents of a conversation
     * @param takeOver starts again what is registered in conversations that were left alone; must not block
     */
    SharedAgents(
            AgentRegistry registry,
            HostedConversations hosted,
            ConversationLocks locks,
            BiConsumer<Long, List<String>> start,
            Consumer<List<Long>> takeOver) {
        this.registry = registry;
        this.leases = registry.leases();
        this.hosted = hosted;
        this.locks = locks;
        this.start = start;
        this.takeOver = takeOver;
    }

    /** Begins, unless this server is alone; whether it has begun. */
    boolean begin() {
        if (!leases.shared()) {
            return false;
        }
        leases.renew();
        leases.onChanged(this::checkSoon);
        var unused = timer.scheduleWithFixedDelay(this::checkAll, 0, ROUND_MS, TimeUnit.MILLISECONDS);
        return true;
    }

    /** After the agents have stopped. */
    void end() {
        timer.shutdownNow();
        if (leases.shared()) {
            try {
                leases.leave();
            } catch (ConversationException e) {
                LOG.info("The other servers take over once they miss this one: {}", e.getMessage());
            }
        }
    }

    private void checkSoon() {
        try {
            timer.execute(this::checkOwn);
        } catch (RejectedExecutionException e) {
            LOG.debug("What another server changed is seen at the next start, because this one stops");
        }
    }

    private void checkAll() {
        Boundary.run(LOG, "The check of the agents of all servers", () -> {
            try {
                leases.renew();
                settleAll();
                List<Long> orphaned = leases.orphaned();
                if (!orphaned.isEmpty()) {
                    takeOver.accept(orphaned);
                }
            } catch (ConversationException e) {
                LOG.debug("The agents of all servers are checked later: {}", e.sentence());
            }
        });
    }

    private void checkOwn() {
        Boundary.run(LOG, "The check of the agents of this server", () -> {
            try {
                settleAll();
            } catch (ConversationException e) {
                LOG.debug("The agents of this server are checked later: {}", e.sentence());
            }
        });
    }

    private void settleAll() {
        Map<Long, Set<String>> running = hosted.running();
        if (running.isEmpty()) {
            return;
        }
        Map<Long, Set<String>> held = leases.held(running.keySet());
        running.forEach((conversation, agents) -> {
            if (!agents.equals(held.get(conversation))) {
                settle(conversation);
            }
        });
    }

    private void settle(long conversation) {
        synchronized (locks.of(conversation)) {
            HostedConversation running = hosted.get(conversation);
            if (running == null) {
                return;
            }
            Set<String> registered = leases.held(List.of(conversation)).get(conversation);
            if (registered == null) {
                LOG.info("Another server runs the agents of conversation {} now", conversation);
                running.stopAll();
                hosted.drop(conversation);
                return;
            }
            Set<String> surplus = new HashSet<>(running.agentIds());
            surplus.removeAll(registered);
            running.stop(surplus);
            Set<String> missing = new HashSet<>(registered);
            missing.removeAll(running.agentIds());
            if (running.isEmpty()) {
                hosted.drop(conversation);
            }
            if (!missing.isEmpty()) {
                startMissing(conversation, List.copyOf(missing));
            }
        }
    }

    private void startMissing(long conversation, List<String> missing) {
        try {
            start.accept(conversation, missing);
        } catch (ConversationException e) {
            LOG.info("Agents of conversation {} are not started: {}", conversation, e.sentence());
            registry.remove(conversation, missing);
        }
    }
}
