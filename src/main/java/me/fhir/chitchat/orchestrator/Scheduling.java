package me.fhir.chitchat.orchestrator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Setup;
import org.jspecify.annotations.Nullable;

/** Computes guidance from a head or from one event alone: a pure function that reads no log. */
public final class Scheduling {
    private final Map<String, SchedulingPolicy> policies;
    private final SchedulingPolicy standard;
    private final Duration deadline;

    /**
     * @param policies the first one is the default
     * @param deadline how long after the causing event an agent is expected to act
     */
    public Scheduling(List<SchedulingPolicy> policies, Duration deadline) {
        this.standard = policies.get(0);
        this.policies = policies.stream().collect(Collectors.toMap(SchedulingPolicy::name, Function.identity()));
        this.deadline = deadline;
    }

    public boolean knows(@Nullable String policy) {
        return policy == null || policies.containsKey(policy);
    }

    public List<String> policyNames() {
        return policies.keySet().stream().sorted().toList();
    }

    /** The guidance that a commit causes; only its last event matters. */
    public Optional<Guidance> after(Commit commit) {
        Head head = commit.after();
        return commit.creation()
                ? snapshot(head)
                : after(head.setup(), commit.events().get(commit.events().size() - 1));
    }

    /** The guidance that one event caused when it was written. */
    Optional<Guidance> after(Setup setup, Event event) {
        boolean endsTurn = event.entry() instanceof Entry.Message
                && event.finality() == Finality.TURN
                // The turn that reaches the limit ends the conversation in the same commit.
                && event.at().turn() < setup.maxTurns();
        if (!endsTurn) {
            return Optional.empty();
        }
        return policy(setup)
                .next(setup, event.agentId())
                .map(next -> start(event.conversation(), next, event.at().turn() + 1, event.seq(), event.ts()));
    }

    /** The guidance that holds for a subscriber who joins now. */
    public Optional<Guidance> snapshot(Head head) {
        if (head.completed()) {
            return Optional.empty();
        }
        Head.Turn turn = head.turn();
        if (turn.owner() != null) {
            return Optional.of(new Guidance(
                    head.conversation(),
                    head.log().lastSeq(),
                    turn.owner(),
                    Guidance.Kind.CONTINUE_TURN,
                    turn.number(),
                    head.log().updatedAt().plus(deadline)));
        }
        Head.Closing closing = head.lastClosing();
        if (closing != null) {
            return policy(head.setup())
                    .next(head.setup(), closing.agentId())
                    .map(next -> start(head.conversation(), next, turn.number() + 1, closing.seq(), closing.ts()));
        }
        return Optional.ofNullable(head.setup().startingAgentId())
                .map(starter -> start(
                        head.conversation(),
                        starter,
                        turn.number() + 1,
                        0,
                        head.log().createdAt()));
    }

    private Guidance start(long conversation, String agentId, int turn, long afterSeq, Instant cause) {
        return new Guidance(conversation, afterSeq, agentId, Guidance.Kind.START_TURN, turn, cause.plus(deadline));
    }

    private SchedulingPolicy policy(Setup setup) {
        return setup.policy() == null ? standard : policies.getOrDefault(setup.policy(), standard);
    }
}
