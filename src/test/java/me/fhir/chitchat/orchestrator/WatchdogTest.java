package me.fhir.chitchat.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.InMemoryConversationStore;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final TickingClock clock = new TickingClock();
    private final PartlyDamagedStore store = new PartlyDamagedStore(clock);
    private final Scheduling scheduling = new Scheduling(List.of(new StrictAlternation()), Duration.ofSeconds(30));
    private final Orchestrator orchestrator =
            new Orchestrator(store, scheduling, new Subscriptions(scheduling), id -> Optional.empty(), 40, clock);
    private final MetricRegistry metrics = new MetricRegistry();
    private final Watchdog watchdog = new Watchdog(
            store,
            orchestrator,
            new WatchdogConfiguration(true, null, 2 * MINUTE, 10 * MINUTE),
            Duration.ofHours(24),
            clock,
            metrics);

    /** Knows the heads of all, as caches do, and refuses what it would have to read anew of damaged ones. */
    private static final class PartlyDamagedStore extends InMemoryConversationStore {
        private final Set<Long> damaged = new HashSet<>();
        private int metadataReads;

        PartlyDamagedStore(Clock clock) {
            super(clock);
        }

        private void requireIntact(long conversation) {
            if (damaged.contains(conversation)) {
                throw new ConversationException(ErrorCode.STORE_DAMAGED, conversation + " is damaged");
            }
        }

        @Override
        public synchronized Optional<Conversation> conversation(long conversation) {
            requireIntact(conversation);
            metadataReads++;
            return super.conversation(conversation);
        }

        @Override
        public synchronized Optional<Head> head(long conversation) {
            requireIntact(conversation);
            return super.head(conversation);
        }
    }

    private long create(String more) {
        return orchestrator
                .create(new RawJson("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]" + more + "}"))
                .join()
                .conversation();
    }

    private void speak(long conversation) {
        orchestrator
                .send(
                        new Orchestrator.AppendTarget(conversation, "a", null),
                        new RawJson("{\"text\":\"still here\"}"),
                        Finality.NONE)
                .join();
    }

    private boolean ended(long conversation) {
        return store.head(conversation).orElseThrow().completed();
    }

    @Test
    void closesWhatIsSilentForTooLongAndSaysWhy() {
        long id = create("");
        clock.advance(11 * MINUTE);
        watchdog.check();
        List<Event> log = store.events(EventQuery.all(id, 1, 10));
        assertThat(log).hasSize(2);
        assertThat(log.get(0).at().turn()).isZero();
        assertThat(log.get(0).entry().payload().text()).contains("\"kind\":\"idle_timeout\"");
        assertThat(log.get(1).agentId()).isEqualTo("system-watchdog");
        assertThat(log.get(1).entry().payload().text())
                .contains("\"outcome\":{\"status\":\"canceled\",\"reason\":\"idle_timeout\"}");
        assertThat(metrics.counter("chitchat.watchdog.closed").getCount()).isEqualTo(1);
    }

    @Test
    void readsTheMetaOfAConversationOnceForAllRounds() {
        create("");
        create(",\"watchdog\":{\"stalledThresholdMs\":60000}");
        store.metadataReads = 0;
        watchdog.check();
        watchdog.check();
        watchdog.check();
        assertThat(store.metadataReads).isEqualTo(2);
    }

    @Test
    void countsFromTheNewestEventAndLeavesBusyOnesAlone() {
        long id = create("");
        clock.advance(9 * MINUTE);
        speak(id);
        clock.advance(9 * MINUTE);
        watchdog.check();
        assertThat(ended(id)).isFalse();
        clock.advance(2 * MINUTE);
        watchdog.check();
        assertThat(ended(id)).isTrue();
    }

    @Test
    void honoursWhatAConversationSetsForItself() {
        long patient = create(",\"watchdog\":{\"stalledThresholdMs\":" + 60 * MINUTE + "}");
        long exempt = create(",\"watchdog\":{\"disabled\":true}");
        long hasty = create(",\"watchdog\":{\"stalledThresholdMs\":" + 3 * MINUTE + "}");
        clock.advance(4 * MINUTE);
        watchdog.check();
        assertThat(List.of(ended(patient), ended(exempt), ended(hasty))).containsExactly(false, false, true);
        clock.advance(60 * MINUTE);
        watchdog.check();
        assertThat(List.of(ended(patient), ended(exempt))).containsExactly(true, false);
    }

    @Test
    void endsEveryConversationAfterADayEvenABusyOneWithoutWatchdog() {
        long id = create(",\"watchdog\":{\"disabled\":true}");
        clock.advance(24 * 60 * MINUTE - MINUTE);
        speak(id);
        watchdog.check();
        assertThat(ended(id)).isFalse();
        clock.advance(MINUTE);
        watchdog.check();
        assertThat(ended(id)).isTrue();
        assertThat(store.events(EventQuery.all(id, 3, 10))
                        .get(0)
                        .entry()
                        .payload()
                        .text())
                .contains("\"reason\":\"max_age\"");
    }

    @Test
    void foretellsWhatItEndsNextAndWhen() {
        assertThat(watchdog.next()).isEmpty();
        long first = create("");
        create(",\"watchdog\":{\"disabled\":true}");
        clock.advance(MINUTE);
        long second = create("");
        watchdog.check();
        Head ended = store.head(first).orElseThrow();
        assertThat(watchdog.next())
                .contains(new DueEnding(first, ended.log().updatedAt().plusMillis(10 * MINUTE)));
        speak(first);
        assertThat(watchdog.next().map(DueEnding::conversation)).contains(second);
        clock.advance(10 * MINUTE);
        watchdog.check();
        assertThat(ended(second)).isTrue();
        assertThat(watchdog.next().map(DueEnding::conversation)).isNotEqualTo(Optional.of(second));
    }

    @Test
    void foretellsTheEndByAgeOfWhatMayBeSilent() {
        long id = create(",\"watchdog\":{\"disabled\":true}");
        watchdog.check();
        assertThat(watchdog.next())
                .contains(new DueEnding(
                        id, store.head(id).orElseThrow().log().createdAt().plus(Duration.ofHours(24))));
    }

    @Test
    void foretellsNothingOfPrivateConversations() {
        Json.Object meta = StoredJson.object("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
        orchestrator.create(meta, Seating.PRIVATE).join();
        watchdog.check();
        assertThat(watchdog.next()).isEmpty();
        long listed = orchestrator.create(meta, Seating.LISTED).join().conversation();
        watchdog.check();
        assertThat(watchdog.next().map(DueEnding::conversation)).contains(listed);
    }

    @Test
    void aDamagedOneKeepsItFromNoOther() {
        long damaged = create("");
        long other = create("");
        watchdog.check();
        store.damaged.add(damaged);
        assertThat(watchdog.next().map(DueEnding::conversation)).contains(other);
        clock.advance(11 * MINUTE);
        watchdog.check();
        assertThat(ended(other)).isTrue();
    }

    @Test
    void leavesYoungOnesAlone() {
        long id = create(",\"watchdog\":{\"stalledThresholdMs\":1000}");
        clock.advance(MINUTE);
        watchdog.check();
        assertThat(ended(id)).isFalse();
        clock.advance(11 * MINUTE);
        watchdog.check();
        assertThat(ended(id)).isTrue();
    }

    @Test
    void closesNothingThatSpokeWhileItWasLookedAt() {
        long id = create("");
        clock.advance(11 * MINUTE);
        long seen = store.head(id).orElseThrow().log().lastSeq();
        speak(id);
        assertThat(orchestrator
                        .closeIdle(id, seen, 1)
                        .handle((receipt, failure) -> failure)
                        .join())
                .isNotNull();
        assertThat(ended(id)).isFalse();
    }
}
