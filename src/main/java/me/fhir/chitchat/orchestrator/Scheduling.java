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

/** Whom to tell to act, derived from a head alone: no log is read, and the same head always says the same. */
public final class Scheduling {
    private final Map<String, SchedulingPolicy> policies;
    private final SchedulingPolicy standard;
    private final Duration deadline;

    /**
     * The known policies.
     *
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

    /** What the newest events of a commit cause; nothing unless the last of them opened the floor. */
    public Optional<Guidance> after(Commit commit) {
        Event last = commit.events().get(commit.events().size() - 1);
        boolean floorOpened = commit.creation() || opensFloor(last);
        return floorOpened ? snapshot(commit.after()) : Optional.empty();
    }

    private static boolean opensFloor(Event event) {
        return event.entry() instanceof Entry.Message && event.finality() == Finality.TURN;
    }

    /** What somebody who joins now has to be told. */
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
                    .map(next -> start(head, next, closing.seq(), closing.ts()));
        }
        return Optional.ofNullable(head.setup().startingAgentId())
                .map(starter -> start(head, starter, 0, head.log().createdAt()));
    }

    private Guidance start(Head head, String agentId, long afterSeq, Instant cause) {
        int turn = head.turn().number() + 1;
        return new Guidance(
                head.conversation(), afterSeq, agentId, Guidance.Kind.START_TURN, turn, cause.plus(deadline));
    }

    private SchedulingPolicy policy(Setup setup) {
        return setup.policy() == null ? standard : policies.getOrDefault(setup.policy(), standard);
    }
}
