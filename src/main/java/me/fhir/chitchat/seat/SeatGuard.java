package me.fhir.chitchat.seat;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import me.fhir.chitchat.agent.AgentControl;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.scenario.GuessLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands between the protocols and everything else: gives each caller the access that its codes give right to. */
public final class SeatGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SeatGuard.class);
    /** Wrong codes that an address has within a minute. */
    private static final int GUESSES = 30;

    private final Behind behind;
    private final SeatStore seats;
    private final RecentCodes recent;
    private final SeatEvents events;
    private final SeatUses uses;
    private final GuessLimit guesses;
    private final Clock clock;
    private final HostTakeovers hosts;
    private final SeatPresence presence;
    private final Access anonymous;
    private final Counter wrongCodes;
    private volatile boolean restarted;
    /** The grants of open connections, by the hash of their code. */
    private final Map<String, Set<Grant>> held = new ConcurrentHashMap<>();

    /**
     * What is guarded.
     *
     * @param orchestratorOn an orchestrator on another view of the store
     */
    public record Behind(
            ConversationStore store, Function<ConversationStore, Orchestrator> orchestratorOn, AgentHost agents) {
        Orchestrator orchestrator() {
            return orchestratorOn.apply(store);
        }
    }

    /** The access that one code gives, and to which place. */
    public record Opened(Access access, Seat seat) {}

    public SeatGuard(Behind behind, SeatStore seats, Clock clock, MetricRegistry metrics) {
        this.behind = behind;
        this.seats = seats;
        this.recent = new RecentCodes(seats);
        behind.store().onLoss(recent);
        this.events = new SeatEvents(behind.orchestrator());
        this.uses = new SeatUses(seats, behind.orchestrator());
        this.guesses = new GuessLimit(clock, GUESSES);
        this.clock = clock;
        this.hosts = new HostTakeovers(new AgentControl(behind.agents()), seats);
        this.presence = new SeatPresence(behind.store(), behind.orchestrator(), clock);
        this.anonymous = newAccess();
        this.wrongCodes = metrics.counter("chitchat.seats.wrong-codes");
        metrics.registerGauge("chitchat.seats.held", held::size);
    }

    /** The access of callers that have shown no code. */
    public Access anonymous() {
        return anonymous;
    }

    /** The access of a connection that may show codes later. */
    public Access newAccess() {
        Grants grants = new Grants(seats, clock);
        GuardedStore store = new GuardedStore(behind.store(), grants, hosts);
        return new Access(
                grants,
                store,
                behind.orchestratorOn().apply(store),
                new GuardedAgents(behind.agents(), store, seats, hosts));
    }

    /**
     * The access of one request with a code; anonymous access when the code is wrong.
     *
     * @throws TooManyGuesses when too many wrong ones came from the visitor's address
     */
    public Access accessOf(SeatCode code, CallerInfo caller) {
        return open(code, caller).map(Opened::access).orElse(anonymous);
    }

    /** The same, empty when the code is wrong. */
    public Optional<Opened> open(SeatCode code, CallerInfo caller) {
        Access access = newAccess();
        return admit(access, code, caller, () -> {}, false).map(grant -> new Opened(access, grant.seat()));
    }

    /**
     * The same without noting it as a use, which {@link #used} does once more is known about the caller.
     *
     * @throws TooManyGuesses when too many wrong codes came from the address
     */
    public Optional<Opened> look(SeatCode code, String address) {
        Access access = newAccess();
        return find(access, code, address, () -> {}).map(grant -> {
            access.grants().put(grant);
            return new Opened(access, grant.seat());
        });
    }

    /** The conversation of a code, for what neither uses the code nor counts as a guess; empty when that cannot be told. */
    public Optional<Long> conversationOf(String spelling) {
        try {
            return SeatCode.parse(spelling).map(SeatCode::hash).flatMap(recent::conversation);
        } catch (ConversationException e) {
            // The store does not answer now; whoever needs the seat says so.
            return Optional.empty();
        }
    }

    /**
     * Adds a code to the access of a connection, until {@link #release}.
     *
     * @param onRevoked runs when the code is replaced; must not block
     * @return what it gives right to; empty when the code is wrong
     * @throws TooManyGuesses when too many wrong ones came from the visitor's address
     */
    public Optional<Seat> authenticate(Access access, SeatCode code, CallerInfo caller, Runnable onRevoked) {
        return admit(access, code, caller, onRevoked, true).map(Grant::seat);
    }

    /**
     * Holds what was opened for as long as a stream of its holder is open.
     *
     * @param onRevoked runs when the code is replaced, at once if it was already; must not block
     * @return to be run when the stream has ended
     */
    public Runnable hold(Opened opened, Runnable onRevoked) {
        Grants grants = opened.access().grants();
        Grant shown = grants.of(opened.seat().place().conversation()).orElseThrow();
        Grant grant = new Grant(opened.seat(), shown.codeHash(), onRevoked);
        hold(grant);
        if (grants.current(grant).isEmpty()) {
            grant.revoke();
        }
        return () -> forget(grant);
    }

    /** The connection has ended. */
    public void release(Access access) {
        access.grants().all().forEach(this::forget);
    }

    /** The caller gives up what it has shown for a conversation. */
    void letGo(Access access, long conversation) {
        access.grants().remove(conversation).ifPresent(this::forget);
    }

    private Optional<Grant> admit(Access access, SeatCode code, CallerInfo caller, Runnable onRevoked, boolean holds) {
        Optional<Grant> grant = find(access, code, caller.address(), onRevoked);
        if (grant.isEmpty()) {
            return Optional.empty();
        }
        Seat seat = grant.get().seat();
        if (holds) {
            hold(grant.get());
            // It may have been replaced, or noted as lost, just before it was held.
            Optional<Seat> now = access.grants().lookUp(grant.get().codeHash());
            if (now.isEmpty()) {
                forget(grant.get());
                return Optional.empty();
            }
            seat = now.get();
        }
        used(seat, caller);
        if (seat.place().role() == SeatRole.HOST) {
            hosts.read(seat.place().conversation());
        }
        Grant former = access.grants().put(grant.get());
        if (former != null) {
            forget(former);
        }
        return grant;
    }

    private Optional<Grant> find(Access access, SeatCode code, String address, Runnable onRevoked) {
        Duration wait = guesses.wait(address);
        if (!wait.isZero()) {
            throw new TooManyGuesses(wait);
        }
        String hash = code.hash();
        Optional<Grant> grant = access.grants().lookUp(hash).map(seat -> new Grant(seat, hash, onRevoked));
        if (grant.isEmpty()) {
            guesses.missed(address);
            wrongCodes.inc();
        }
        return grant;
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
        if (!restarted) {
            // Those that were connected when the server stopped are waited for as if they had just gone.
            seats.connected().forEach(presence::expect);
            restarted = true;
        }
        presence.gone().forEach((place, since) -> {
            try {
                if (presence.isLost(place, since)) {
                    uses.seat(place)
                            .ifPresent(seat -> uses.change(seat, seat.usage().gone()));
                    presence.seen(place);
                    backMeanwhile(place);
                }
            } catch (RuntimeException e) {
                LOG.warn("Whether a seat of conversation {} is lost could not be noted", place.conversation(), e);
            }
        });
    }

    /** Its holder may have come back while it was noted as lost. */
    private void backMeanwhile(Seat.SeatPlace place) {
        if (presence.isConnected(place)) {
            uses.seat(place).filter(seat -> seat.usage().via() != null).ifPresent(seat -> {
                Seat.SeatUsage usage = seat.usage();
                uses.change(seat, usage.by(String.valueOf(usage.via()), usage.client()));
            });
        }
    }

    private void hold(Grant grant) {
        held.compute(grant.codeHash(), (hash, known) -> {
            Set<Grant> grants = known == null ? ConcurrentHashMap.newKeySet() : known;
            grants.add(grant);
            return grants;
        });
        presence.entered(grant.seat().place());
    }

    private void forget(Grant grant) {
        held.computeIfPresent(grant.codeHash(), (hash, grants) -> {
            if (grants.remove(grant)) {
                presence.left(grant.seat().place());
            }
            return grants.isEmpty() ? null : grants;
        });
    }

    /** A code works no longer: connections that hold it lose what it gave them. */
    void revoke(String codeHash) {
        recent.forget(codeHash);
        Set<Grant> grants = held.remove(codeHash);
        if (grants != null) {
            grants.forEach(grant -> {
                presence.forget(grant.seat().place());
                grant.revoke();
            });
        }
    }

    SeatStore seats() {
        return seats;
    }

    SeatEvents events() {
        return events;
    }

    HostTakeovers hosts() {
        return hosts;
    }
}
