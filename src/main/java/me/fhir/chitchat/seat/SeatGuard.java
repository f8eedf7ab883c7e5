package me.fhir.chitchat.seat;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import me.fhir.chitchat.agent.AgentControl;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.http.ratelimit.AttemptLimit;
import me.fhir.chitchat.http.ratelimit.AttemptLimits;
import me.fhir.chitchat.orchestrator.Orchestrator;

/** Stands between the protocols and everything else: gives each caller the access that its codes give right to. */
public final class SeatGuard {
    /** Wrong codes that an address has within a minute. */
    private static final int GUESSES = 30;

    private final GuardedServices services;
    private final SeatStore seats;
    private final RecentCodes recent;
    private final SeatEvents events;
    private final SeatUses uses;
    private final AttemptLimit guesses;
    private final Clock clock;
    private final SeatTakeovers takeovers;
    private final SeatPresence presence;
    private final Access anonymous;
    private final Counter wrongCodes;
    private final HeldGrants held;
    private final LostSeats lost;

    /**
     * The guarded services.
     *
     * @param orchestratorOn an orchestrator on another view of the store
     */
    public record GuardedServices(
            ConversationStore store, Function<ConversationStore, Orchestrator> orchestratorOn, AgentHost agents) {
        Orchestrator orchestrator() {
            return orchestratorOn.apply(store);
        }
    }

    /** The access that one code gives, and to which place. */
    public record SeatSession(Access access, Seat seat, SeatCode code) {}

    private record ShownCode(Grant grant, SeatCode code) {}

    public SeatGuard(
            GuardedServices services, SeatStore seats, Clock clock, AttemptLimits limits, MetricRegistry metrics) {
        this.services = services;
        this.seats = seats;
        this.recent = new RecentCodes();
        services.store().onLoss(recent);
        this.events = new SeatEvents(services.orchestrator());
        this.uses = new SeatUses(seats, services.orchestrator());
        this.guesses = limits.limit("codes", GUESSES);
        this.clock = clock;
        this.takeovers = new SeatTakeovers(new AgentControl(services.agents()), seats);
        this.presence = new SeatPresence(services.store(), services.orchestrator(), clock);
        this.held = new HeldGrants(presence);
        this.lost = new LostSeats(presence, seats, uses);
        this.anonymous = newAccess();
        this.wrongCodes = metrics.counter("chitchat.seats.wrong-codes");
        metrics.registerGauge("chitchat.seats.held", held::codes);
        seats.onRevoked(this::revoke);
    }

    /** The access of callers that have shown no code. */
    public Access anonymous() {
        return anonymous;
    }

    /** The access of a connection that may show codes later. */
    public Access newAccess() {
        Grants grants = new Grants(seats, clock);
        GuardedStore store = new GuardedStore(services.store(), grants, takeovers);
        return new Access(
                grants,
                store,
                services.orchestratorOn().apply(store),
                new GuardedAgents(services.agents(), store, seats, takeovers));
    }

    /**
     * The access of one request with a code; anonymous access when the code is wrong.
     *
     * @throws TooManyAttemptsException when too many wrong ones came from the visitor's address
     */
    public Access accessOf(String spelling, CallerInfo caller) {
        return open(spelling, caller).map(SeatSession::access).orElse(anonymous);
    }

    /** The same, empty when the code is wrong. */
    public Optional<SeatSession> open(String spelling, CallerInfo caller) {
        Access access = newAccess();
        Optional<ShownCode> found = find(access, spelling, caller.address(), () -> {});
        found.ifPresent(shown -> admit(access, shown.grant(), shown.grant().seat(), caller));
        return found.map(shown -> session(access, shown));
    }

    /**
     * The same without noting it as a use, which {@link #used} does once more is known about the caller.
     *
     * @throws TooManyAttemptsException when too many wrong codes came from the address
     */
    public Optional<SeatSession> openWithoutUse(String spelling, String address) {
        Access access = newAccess();
        return find(access, spelling, address, () -> {}).map(shown -> {
            access.grants().put(shown.grant());
            return session(access, shown);
        });
    }

    private static SeatSession session(Access access, ShownCode shown) {
        return new SeatSession(access, shown.grant().seat(), shown.code());
    }

    /**
     * The conversation of a code that was used lately, for what neither uses the code nor counts as a guess. Reads no
     * store.
     */
    public Optional<Long> conversationOf(String spelling) {
        return SeatCode.parse(spelling).map(SeatCode::hash).flatMap(recent::conversation);
    }

    /**
     * Adds a code to the access of a connection, until {@link #release}.
     *
     * @param onRevoked runs when the code is replaced; must not block
     * @return what it gives right to; empty when the code is wrong
     * @throws TooManyAttemptsException when too many wrong ones came from the visitor's address
     */
    public Optional<SeatSession> authenticate(Access access, String spelling, CallerInfo caller, Runnable onRevoked) {
        return find(access, spelling, caller.address(), onRevoked)
                .filter(shown -> holds(access, shown.grant(), caller))
                .map(shown -> session(access, shown));
    }

    /**
     * Holds what was opened for as long as a stream of its holder is open.
     *
     * @param onRevoked runs when the code is replaced, at once if it was already; must not block
     * @return to be run when the stream has ended
     */
    public Runnable hold(SeatSession opened, Runnable onRevoked) {
        Grants grants = opened.access().grants();
        Grant shown = grants.of(opened.seat().place().conversation()).orElseThrow();
        Grant grant = new Grant(opened.seat(), shown.codeHash(), onRevoked);
        held.hold(grant);
        if (grants.current(grant).isEmpty()) {
            grant.revoke();
        }
        return () -> held.forget(grant);
    }

    /** The connection has ended. */
    public void release(Access access) {
        access.grants().all().forEach(held::forget);
    }

    /** The caller gives up what it has shown for a conversation. */
    void forgetCode(Access access, long conversation) {
        access.grants().remove(conversation).ifPresent(held::forget);
    }

    /** Holds a grant for as long as its connection has it; whether its code still works then. */
    private boolean holds(Access access, Grant grant, CallerInfo caller) {
        held.hold(grant);
        boolean admitted = false;
        try {
            // It may have been replaced, or noted as lost, just before it was held.
            Optional<Seat> now = access.grants().lookUp(grant.codeHash());
            now.ifPresent(seat -> admit(access, grant, seat, caller));
            admitted = now.isPresent();
            return admitted;
        } finally {
            if (!admitted) {
                held.forget(grant);
            }
        }
    }

    private void admit(Access access, Grant grant, Seat seat, CallerInfo caller) {
        used(seat, caller);
        if (seat.place().role() == SeatRole.HOST) {
            takeovers.read(seat.place().conversation());
        }
        Grant former = access.grants().put(grant);
        if (former != null) {
            held.forget(former);
        }
    }

    /** Whatever is shown as a code and opens nothing is a guess, whether or not it has the form of a code. */
    private Optional<ShownCode> find(Access access, String spelling, String address, Runnable onRevoked) {
        requireGuessesLeft(address);
        Optional<ShownCode> found = SeatCode.parse(spelling).flatMap(code -> {
            String hash = code.hash();
            return access.grants().lookUp(hash).map(seat -> new ShownCode(new Grant(seat, hash, onRevoked), code));
        });
        found.ifPresentOrElse(
                shown -> recent.used(shown.grant().codeHash(), shown.grant().conversation()), () -> missed(address));
        return found;
    }

    private void requireGuessesLeft(String address) {
        Duration wait = guesses.wait(address);
        if (!wait.isZero()) {
            throw new TooManyAttemptsException(wait);
        }
    }

    private void missed(String address) {
        guesses.missed(address);
        wrongCodes.inc();
    }

    /** Notes who uses a seat, when that is news. */
    public void used(Seat seat, CallerInfo caller) {
        if (seat.place().role() != SeatRole.SEAT) {
            return;
        }
        presence.seen(seat.place());
        uses.change(seat, seat.usage().by(caller.via(), caller.client()));
    }

    /** Notes the seats that are lost by now; to be called every few seconds, by one thread. */
    public void noteLost() {
        lost.note();
    }

    /** A code no longer works: connections that hold it lose what it gave them. */
    void revoke(String codeHash) {
        recent.forget(codeHash);
        held.revoke(codeHash);
    }

    SeatStore seats() {
        return seats;
    }

    SeatEvents events() {
        return events;
    }

    SeatTakeovers takeovers() {
        return takeovers;
    }
}
