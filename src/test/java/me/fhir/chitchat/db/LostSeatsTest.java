package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.agent.AgentClasses;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.http.ratelimit.AttemptLimits;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.StrictAlternation;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.rehearsal.RehearsalModel;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.NoDialTargets;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatKind;
import me.fhir.chitchat.seat.SeatPlan;
import me.fhir.chitchat.seat.SeatStore;
import me.fhir.chitchat.seat.SeatedConversations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The log records when the holder of a seat is lost in its own turn, and when it is back. */
@ParameterizedClass
@EnumSource(StoredIn.class)
class LostSeatsTest {
    private static final CallerInfo SOCKET = new CallerInfo("192.0.2.1", "ws", "agent/1");
    private static final CallerInfo CURL = new CallerInfo("192.0.2.1", "http", "curl/8");

    @Parameter
    private StoredIn storedIn = StoredIn.SQLITE;

    @TempDir
    private Path folder;

    private final TickingClock clock = new TickingClock();
    private StoreFixture fixture;

    @SuppressWarnings("NullAway.Init") // Set by behind(), which open() calls.
    private Orchestrator orchestrator;

    private SeatGuard guard;
    private SeatCode alpha;
    private long conversation;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(storedIn.at(folder.resolve("data.db")), clock);
        guard = guard();
        Map<String, SeatKind> kinds = new LinkedHashMap<>();
        kinds.put("alpha", SeatKind.OPEN);
        kinds.put("beta", SeatKind.OPEN);
        SeatedConversations.Created created = new SeatedConversations(behind(), guard, NoDialTargets.INSTANCE, clock)
                .create(new SeatPlan(
                        StoredJson.object(
                                "{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}],\"startingAgentId\":\"alpha\"}"),
                        kinds,
                        Map.of(),
                        SeatPlan.Watch.NONE,
                        false,
                        Duration.ofHours(1)));
        conversation = created.conversation();
        alpha = Objects.requireNonNull(created.seats().get(0).code());
    }

    private SeatGuard.GuardedServices behind() {
        Scheduling scheduling = new Scheduling(List.of(new StrictAlternation()), Duration.ofSeconds(30));
        Subscriptions subscriptions = new Subscriptions(scheduling);
        orchestrator =
                new Orchestrator(fixture.conversations, scheduling, subscriptions, id -> Optional.empty(), 40, clock);
        AgentHost agents = new AgentHost(
                new AgentHost.Services(
                        orchestrator, fixture.conversations, subscriptions, scheduling, new MetricRegistry()),
                new JdbiScenarioStore(fixture.database),
                new JdbiAgentRegistry(fixture.database, clock),
                new AgentClasses(new RehearsalModel(Duration.ZERO), (spec, options) -> Optional.empty()),
                Runnable::run,
                10);
        return new SeatGuard.GuardedServices(
                fixture.conversations,
                store -> new Orchestrator(store, scheduling, subscriptions, id -> Optional.empty(), 40, clock),
                agents);
    }

    /** The guard of a server that has just started. */
    private SeatGuard guard() {
        return guard(new JdbiSeatStore(fixture.database), new MetricRegistry());
    }

    private SeatGuard guard(SeatStore seats, MetricRegistry metrics) {
        SeatGuard started = new SeatGuard(
                behind(), seats, clock, new AttemptLimits(clock, AttemptLimits.OtherServers.NONE), metrics);
        started.noteLost();
        return started;
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private Access connect() {
        Access access = guard.newAccess();
        assertThat(guard.authenticate(access, alpha.text(), SOCKET, () -> {})).isPresent();
        return access;
    }

    @Test
    void codeThatCannotBeLookedUpAgainIsNotHeld() {
        MetricRegistry metrics = new MetricRegistry();
        AtomicInteger lookUps = new AtomicInteger();
        SeatStore stored = new JdbiSeatStore(fixture.database);
        SeatStore failing = (SeatStore) Proxy.newProxyInstance(
                SeatStore.class.getClassLoader(), new Class<?>[] {SeatStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("find") && lookUps.incrementAndGet() == 2) {
                        throw new IllegalStateException("The data file cannot be read.");
                    }
                    return method.invoke(stored, arguments);
                });
        SeatGuard started = guard(failing, metrics);
        Access access = started.newAccess();
        assertThatThrownBy(() -> started.authenticate(access, alpha.text(), SOCKET, () -> {}))
                .isInstanceOf(IllegalStateException.class);
        Gauge<?> held = Objects.requireNonNull(metrics.getGauges().get("chitchat.seats.held"));
        assertThat(held.getValue()).isEqualTo(0);
        assertThat(started.authenticate(access, alpha.text(), SOCKET, () -> {})).isPresent();
        assertThat(held.getValue()).isEqualTo(1);
    }

    private void after(Duration time) {
        clock.advance(time.toMillis());
        guard.noteLost();
    }

    private void say(String agentId) {
        orchestrator
                .send(
                        new Orchestrator.AppendTarget(conversation, agentId, null),
                        new RawJson("{\"text\":\"t\"}"),
                        Finality.TURN)
                .join();
    }

    /** What the log says of alpha's seat, in order. */
    private List<String> changes() {
        return fixture.conversations.events(EventQuery.all(conversation, 0, 100)).stream()
                .map(event -> StoredJson.object(event.entry().payload().text()))
                .filter(payload -> "seat".equals(payload.text("kind")))
                .map(payload -> Objects.requireNonNull(payload.object("data")).text("change"))
                .toList();
    }

    @Test
    void aSeatIsLostAMinuteIntoItsTurnAndBackWithItsNextConnection() {
        guard.release(connect());
        after(Duration.ofSeconds(59));
        assertThat(changes()).containsExactly("taken");
        after(Duration.ofSeconds(2));
        after(Duration.ofMinutes(5));
        assertThat(changes()).containsExactly("taken", "lost");
        connect();
        assertThat(changes()).containsExactly("taken", "lost", "back");
        after(Duration.ofMinutes(5));
        assertThat(changes()).containsExactly("taken", "lost", "back");
    }

    @Test
    void onlyTimeInItsOwnTurnCounts() {
        Access access = connect();
        say("alpha");
        guard.release(access);
        after(Duration.ofMinutes(10));
        assertThat(changes()).containsExactly("taken");
        say("beta");
        after(Duration.ofSeconds(30));
        assertThat(changes()).containsExactly("taken");
        after(Duration.ofSeconds(31));
        assertThat(changes()).containsExactly("taken", "lost");
    }

    @Test
    void anotherConnectionOrAnotherProtocolKeepsIt() {
        Access first = connect();
        Access second = connect();
        guard.release(first);
        after(Duration.ofMinutes(2));
        guard.release(second);
        assertThat(guard.open(alpha.text(), CURL)).isPresent();
        after(Duration.ofMinutes(2));
        assertThat(changes()).containsExactly("taken", "changed");
    }

    @Test
    void aStreamCountsAsAConnection() {
        SeatGuard.SeatSession opened = guard.open(alpha.text(), CURL).orElseThrow();
        Runnable ended = guard.hold(opened, () -> {});
        after(Duration.ofMinutes(2));
        assertThat(changes()).containsExactly("taken");
        ended.run();
        after(Duration.ofSeconds(61));
        assertThat(changes()).containsExactly("taken", "lost");
        assertThat(guard.open(alpha.text(), CURL)).isPresent();
        assertThat(changes()).containsExactly("taken", "lost", "back");
    }

    @Test
    void aConnectionThatDoesNotComeBackAfterARestartIsLost() {
        connect();
        guard = guard();
        after(Duration.ofSeconds(30));
        assertThat(changes()).containsExactly("taken");
        after(Duration.ofSeconds(31));
        assertThat(changes()).containsExactly("taken", "lost");
    }
}
