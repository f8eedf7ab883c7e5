package me.fhir.chitchat.seat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.AgentControl;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.runtime.concurrent.Futures;
import org.jspecify.annotations.Nullable;

/** Creates conversations with seats, and does what their hosts ask. Every call waits for the store. */
public final class SeatedConversations {
    private final Orchestrator orchestrator;
    private final AgentHost agents;
    private final SeatGuard guard;
    private final DialTargets targets;
    private final Clock clock;

    public SeatedConversations(SeatGuard.GuardedServices services, SeatGuard guard, DialTargets targets, Clock clock) {
        this.targets = targets;
        this.orchestrator = services.orchestrator();
        this.agents = services.agents();
        this.guard = guard;
        this.clock = clock;
    }

    /**
     * The response to its creator, the only one with the codes.
     *
     * @param watch null when spectators were not wanted
     */
    public record Created(
            long conversation, SeatCode host, @Nullable SeatCode watch, List<Handed> seats) {}

    /**
     * A seat as it is given out.
     *
     * @param code null for a seat that the server plays
     * @param revision how many codes it has had, the present one included
     */
    public record Handed(
            String agentId, SeatKind kind, @Nullable SeatCode code, int revision) {}

    /**
     * A seat as its host sees it later.
     *
     * @param url the agent that this server calls to play it; null for none
     */
    public record ShownSeat(Seat seat, @Nullable URI url) {}

    /** Reads what is to be created; looks the addresses up that are to be called. */
    public SeatPlan plan(JsonFields fields) {
        return SeatPlan.read(fields, targets::problem);
    }

    /**
     * Creates a conversation, its seats and their codes, and starts the agents that the server plays or calls.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) when the Meta does not fit
     */
    public Created create(SeatPlan plan) {
        long conversation = Futures.join(
                        orchestrator.create(plan.meta(), plan.listed() ? Seating.LISTED : Seating.PRIVATE))
                .conversation();
        try {
            // No client has a code before all of this is stored; what a crash leaves behind is not visible.
            Created created = addSeats(conversation, plan);
            targets.add(conversation, plan.dials());
            agents.ensure(conversation, started(plan));
            return created;
        } catch (ConversationException e) {
            Futures.join(orchestrator.cancel(conversation, "agents_not_started"));
            throw e;
        }
    }

    private static List<String> started(SeatPlan plan) {
        return plan.kinds().entrySet().stream()
                .filter(seat -> seat.getValue() != SeatKind.OPEN)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Created addSeats(long conversation, SeatPlan plan) {
        List<SeatStore.Coded> stored = new ArrayList<>();
        SeatCode host = SeatCode.random();
        stored.add(coded(new Seat.SeatPlace(conversation, SeatRole.HOST, ""), SeatKind.OPEN, true, null, host));
        SeatCode watch = plan.watch() == SeatPlan.Watch.NONE ? null : SeatCode.random();
        if (watch != null) {
            boolean traces = plan.watch() == SeatPlan.Watch.EVERYTHING;
            stored.add(coded(new Seat.SeatPlace(conversation, SeatRole.WATCH, ""), SeatKind.OPEN, traces, null, watch));
        }
        Instant expiresAt = clock.instant().plus(plan.expiry());
        List<Handed> seats = new ArrayList<>();
        plan.kinds().forEach((agentId, kind) -> {
            SeatCode code = kind == SeatKind.OPEN ? SeatCode.random() : null;
            stored.add(coded(Seat.SeatPlace.of(conversation, agentId), kind, false, expiresAt, code));
            seats.add(new Handed(agentId, kind, code, 1));
        });
        guard.seats().add(stored);
        return new Created(conversation, host, watch, seats);
    }

    private static SeatStore.Coded coded(
            Seat.SeatPlace place, SeatKind kind, boolean traces, @Nullable Instant expiresAt, @Nullable SeatCode code) {
        return new SeatStore.Coded(
                new Seat(place, kind, traces, expiresAt, Seat.SeatUsage.NONE, 1), code == null ? null : code.hash());
    }

    /** The seats of a conversation's agents, for its host. */
    public List<ShownSeat> seats(Access host, long conversation) {
        requireSeatedHost(host, conversation);
        Map<String, URI> urls = targets.urls(conversation);
        return guard.seats().seats(conversation).stream()
                .map(seat -> new ShownSeat(seat, urls.get(seat.place().agentId())))
                .toList();
    }

    /** Gives an open seat a new code; the former one no longer works. For the host. */
    public Handed replaceCode(Access host, long conversation, String agentId) {
        requireSeatedHost(host, conversation);
        Seat seat = seat(conversation, agentId);
        if (seat.kind() != SeatKind.OPEN) {
            throw ConversationException.invalid(
                    "agentId: the server plays \"" + agentId + "\"; hand the seat over to open it.");
        }
        SeatCode code = SeatCode.random();
        Seat changed = change(seat.place(), SeatKind.OPEN, code);
        guard.events().replaced(changed);
        return new Handed(agentId, SeatKind.OPEN, code, changed.revision());
    }

    /** Gives a seat to another player; its previous code stops working. For the host. */
    public Handed hand(Access host, long conversation, String agentId, SeatPlayer to) {
        requireSeatedHost(host, conversation);
        Seat former = seat(conversation, agentId);
        return switch (to) {
            case DIAL -> dial(former);
            case SERVER -> {
                if (former.kind() == SeatKind.DIAL) {
                    agents.stop(conversation, List.of(agentId));
                }
                yield handToAgent(former, SeatKind.SERVER, to);
            }
            case OPEN, PERSON -> {
                agents.stop(conversation, List.of(agentId));
                SeatCode code = SeatCode.random();
                Seat changed = change(former.place(), SeatKind.OPEN, code);
                guard.events().handed(changed, to.wireName());
                guard.takeovers().read(conversation);
                yield new Handed(agentId, SeatKind.OPEN, code, changed.revision());
            }
        };
    }

    /** Has an agent of this server, or one that it calls, play the seat. */
    private Handed handToAgent(Seat former, SeatKind kind, SeatPlayer to) {
        Seat.SeatPlace place = former.place();
        Seat changed = change(place, kind, null);
        guard.events().handed(changed, to.wireName());
        // A person may have taken over the agent that played the seat before.
        new AgentControl(agents).handBack(place.conversation(), place.agentId());
        guard.takeovers().read(place.conversation());
        return new Handed(place.agentId(), kind, null, changed.revision());
    }

    /** Returns the seat to the agent whose URL is known; it receives all messages since its last call. */
    private Handed dial(Seat former) {
        long conversation = former.place().conversation();
        String agentId = former.place().agentId();
        if (!targets.urls(conversation).containsKey(agentId)) {
            throw ConversationException.invalid("to: the seat of \"" + agentId
                    + "\" was made without a URL to call; make a conversation whose seat is of kind \"dial\".");
        }
        if (former.kind() == SeatKind.DIAL) {
            return new Handed(agentId, SeatKind.DIAL, null, former.revision());
        }
        agents.stop(conversation, List.of(agentId));
        return handToAgent(former, SeatKind.DIAL, SeatPlayer.DIAL);
    }

    /** Gives up the caller's own seat: its code stops working, and the host may hand it on. */
    public void leave(Access holder, long conversation) {
        Rights rights = holder.rights(conversation);
        if (rights.role() != SeatRole.SEAT) {
            throw Rights.notAllowed("Only the holder of a seat can leave it.");
        }
        // First, so that the holder's own connection still gets its answer.
        guard.forgetCode(holder, conversation);
        Seat left = change(Seat.SeatPlace.of(conversation, rights.agentId()), SeatKind.OPEN, null);
        guard.events().handed(left, SeatPlayer.OPEN.wireName());
    }

    private Seat change(Seat.SeatPlace place, SeatKind kind, @Nullable SeatCode code) {
        SeatStore.Changed changed = guard.seats()
                .change(place, kind, code == null ? null : code.hash())
                .orElseThrow(() -> unknown(place.agentId()));
        if (changed.formerHash() != null) {
            guard.revoke(changed.formerHash());
        }
        return changed.seat();
    }

    private Seat seat(long conversation, String agentId) {
        return guard.seats().seats(conversation).stream()
                .filter(seat -> seat.place().agentId().equals(agentId))
                .findFirst()
                .orElseThrow(() -> unknown(agentId));
    }

    private static void requireSeatedHost(Access caller, long conversation) {
        Rights rights = caller.rights(conversation);
        rights.requireHost();
        if (rights.role() == null) {
            throw ConversationException.invalid("Conversation " + conversation + " has no seats.");
        }
    }

    private static ConversationException unknown(String agentId) {
        return new ConversationException(ErrorCode.NOT_FOUND, "There is no seat for \"" + agentId + "\" here.");
    }
}
