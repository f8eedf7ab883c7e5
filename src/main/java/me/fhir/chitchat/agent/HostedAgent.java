package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Guidance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One agent that runs here, with a mailbox for guidance. What comes while it still plays its last turn waits; only the
 * newest counts. It holds a thread only while it plays.
 */
final class HostedAgent {
    private static final Logger LOG = LoggerFactory.getLogger(HostedAgent.class);
    /** The field of log entries. */
    private static final String CONVERSATION = "conversation";

    private final String agentId;
    private final Agent agent;
    private final Function<Guidance, OrchestratorTurnContext> contexts;
    private final ClosedTurns closedTurns;
    private final Executor executor;
    private final List<String> instructions = new ArrayList<>();
    private @Nullable Guidance mail;
    private @Nullable Thread player;
    private @Nullable OrchestratorTurnContext context;
    private boolean playing;
    private boolean stopped;

    /**
     * An agent that waits for its first guidance.
     *
     * @param contexts a context for the turn that guidance asks for
     * @param closedTurns receives the conversation's events
     */
    HostedAgent(
            String agentId,
            Agent agent,
            Function<Guidance, OrchestratorTurnContext> contexts,
            ClosedTurns closedTurns,
            Executor executor) {
        this.agentId = agentId;
        this.agent = agent;
        this.contexts = contexts;
        this.closedTurns = closedTurns;
        this.executor = executor;
    }

    synchronized void post(Guidance guidance) {
        if (stopped || !guidance.nextAgentId().equals(agentId)) {
            return;
        }
        if (mail == null || guidance.turn() >= mail.turn()) {
            mail = guidance;
        }
        if (!playing) {
            playing = true;
            executor.execute(this::play);
        }
    }

    /** An event of the conversation; those before a guidance come before it. */
    void published(Event event) {
        closedTurns.published(event);
    }

    /** Passes on what a person wrote into the turn that is being played. */
    synchronized void answered(PersonTraces.Response response) {
        if (context != null) {
            context.answered(response);
        }
    }

    /**
     * Gives the agent an instruction of the person beside it: written into the turn that it plays, else into its next
     * one.
     *
     * @return whether it was written already
     */
    boolean instruct(String text) throws InterruptedException {
        OrchestratorTurnContext current = context();
        if (current != null) {
            try {
                current.sendTrace(PersonTraces.instruction(text));
                return true;
            } catch (ConversationException e) {
                LOG.debug("An instruction to agent {} waits for its next turn: {}", agentId, e.sentence());
            }
        }
        synchronized (this) {
            instructions.add(text);
        }
        return false;
    }

    private synchronized List<String> takeInstructions() {
        List<String> taken = List.copyOf(instructions);
        instructions.clear();
        return taken;
    }

    /** Silences the agent at once and interrupts what it is doing. */
    synchronized void stop() {
        stopped = true;
        mail = null;
        if (context != null) {
            context.revoke();
        }
        if (player != null) {
            player.interrupt();
        }
    }

    private void play() {
        for (Guidance next = take(); next != null; next = take()) {
            MDC.put(CONVERSATION, String.valueOf(next.conversation()));
            try {
                turn(next);
            } finally {
                MDC.remove(CONVERSATION);
            }
        }
    }

    private synchronized @Nullable Guidance take() {
        Guidance next = mail;
        mail = null;
        if (next == null || stopped) {
            playing = false;
            player = null;
            context = null;
            // The thread goes back to a pool, which must not see our interrupt.
            boolean unused = Thread.interrupted();
            return null;
        }
        player = Thread.currentThread();
        context = contexts.apply(next);
        return next;
    }

    private void turn(Guidance guidance) {
        OrchestratorTurnContext current = context();
        if (current == null) {
            return;
        }
        try {
            if (guidance.kind() == Guidance.Kind.CONTINUE_TURN && new ResumedTurn(current).closed()) {
                return;
            }
            for (String instruction : takeInstructions()) {
                current.sendTrace(PersonTraces.instruction(instruction));
            }
            agent.takeTurn(current);
        } catch (InterruptedException e) {
            LOG.debug("Agent {} of conversation {} was stopped in its turn", agentId, guidance.conversation());
        } catch (ConversationException e) {
            // Another agent held the turn, or the conversation had ended, by the time it sent.
            LOG.info("Agent {} of conversation {} gave up a turn: {}", agentId, guidance.conversation(), e.sentence());
        } catch (RuntimeException | StackOverflowError e) {
            // The boundary of a turn: the next one must come.
            LOG.error("Agent {} of conversation {} failed in its turn", agentId, guidance.conversation(), e);
        }
    }

    private synchronized @Nullable OrchestratorTurnContext context() {
        return stopped ? null : context;
    }
}
