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
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.scenario.GuessLimit;

/** Stands between the protocols and everything else: gives each caller the access that its codes give right to. */
public final class SeatGuard {
    /** Wrong codes that an address has within a minute. */
    private static final int GUESSES = 30;

    private final Behind behind;
    private final SeatStore seats;
    private final SeatEvents events;
    private final GuessLimit guesses;
    private final Clock clock;
    private final Access anonymous;
    private final Counter wrongCodes;
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
        this.events = new SeatEvents(behind.orchestrator());
        this.guesses = new GuessLimit(clock, GUESSES);
        this.clock = clock;
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
        GuardedStore store = new GuardedStore(behind.store(), grants);
        return new Access(
                grants, store, behind.orchestratorOn().apply(store), new GuardedAgents(behind.agents(), store));
    }

    /**
     * The access of one request with a code; that of anybody when the code is wrong.
     *
     * @throws TooManyGuesses when too many wrong ones came from the visitor's address
     */
    public Access accessOf(SeatCode code, Visit visit) {
        return open(code, visit).map(Opened::access).orElse(anonymous);
    }

    /** The same, empty when the code is wrong. */
    public Optional<Opened> open(SeatCode code, Visit visit) {
        Access access = newAccess();
        return admit(access, code, visit, () -> {}, false).map(grant -> new Opened(access, grant.seat()));
    }

    /**
     * The same without noting it as a use, which {@link #used} does once more is known of the visitor.
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

    /**
     * Adds a code to the access of a connection, until {@link #release}.
     *
     * @param onRevoked runs when the code is replaced; must not block
     * @return what it gives right to; empty when the code is wrong
     * @throws TooManyGuesses when too many wrong ones came from the visitor's address
     */
    public Optional<Seat> authenticate(Access access, SeatCode code, Visit visit, Runnable onRevoked) {
        return admit(access, code, visit, onRevoked, true).map(Grant::seat);
    }

    /** The connection has ended. */
    public void release(Access access) {
        access.grants().all().forEach(this::forget);
    }

    /** The caller gives up what it has shown for a conversation. */
    void letGo(Access access, long conversation) {
        access.grants().remove(conversation).ifPresent(this::forget);
    }

    private Optional<Grant> admit(Access access, SeatCode code, Visit visit, Runnable onRevoked, boolean holds) {
        Optional<Grant> grant = find(access, code, visit.address(), onRevoked);
        if (grant.isEmpty()) {
            return Optional.empty();
        }
        if (holds) {
            hold(grant.get());
            // It may have been replaced just before it was held.
            if (access.grants().current(grant.get()).isEmpty()) {
                forget(grant.get());
                return Optional.empty();
            }
        }
        used(grant.get().seat(), visit);
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
    public void used(Seat seat, Visit visit) {
        if (seat.place().role() != SeatRole.SEAT) {
            return;
        }
        Seat.SeatUsage now = seat.usage().by(visit.via(), visit.client());
        if (!now.equals(seat.usage())) {
            events.used(seat, now);
            seats.use(seat.place(), seat.revision(), now);
        }
    }

    private void hold(Grant grant) {
        held.compute(grant.codeHash(), (hash, known) -> {
            Set<Grant> grants = known == null ? ConcurrentHashMap.newKeySet() : known;
            grants.add(grant);
            return grants;
        });
    }

    private void forget(Grant grant) {
        held.computeIfPresent(grant.codeHash(), (hash, grants) -> {
            grants.remove(grant);
            return grants.isEmpty() ? null : grants;
        });
    }

    /** A code works no longer: connections that hold it lose what it gave them. */
    void revoke(String codeHash) {
        Set<Grant> grants = held.remove(codeHash);
        if (grants != null) {
            grants.forEach(Grant::revoke);
        }
    }

    SeatStore seats() {
        return seats;
    }

    SeatEvents events() {
        return events;
    }
}
