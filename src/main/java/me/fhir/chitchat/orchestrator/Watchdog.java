package me.fhir.chitchat.orchestrator;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.runtime.lifecycle.PeriodicTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes conversations in which nothing happens any more, and those that have been active for too long. */
public final class Watchdog implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final int PAGE = 500;

    private final ConversationStore store;
    private final Orchestrator orchestrator;
    private final WatchdogConfiguration configuration;
    private final Duration life;
    private final Clock clock;
    private final Counter rounds;
    private final Counter closed;
    private final PeriodicTask task;
    private volatile DueEndings due = new DueEndings();
    /** What the conversations of the last round have set themselves, which never changes. For the thread of the rounds. */
    private Map<Long, Meta.WatchdogLimits> ownLimits = Map.of();

    /** @param life how long any conversation may stay active, regardless of its Meta; zero for no limit */
    public Watchdog(
            ConversationStore store,
            Orchestrator orchestrator,
            WatchdogConfiguration configuration,
            Duration life,
            Clock clock,
            MetricRegistry metrics) {
        this.store = store;
        this.orchestrator = orchestrator;
        this.configuration = configuration;
        this.life = life;
        this.clock = clock;
        this.rounds = metrics.counter("chitchat.watchdog.looks");
        this.closed = metrics.counter("chitchat.watchdog.closed");
        this.task = new PeriodicTask("watchdog", configuration.interval(), this::check);
    }

    @Override
    public void start() {
        if (configuration.on()) {
            task.start();
        }
    }

    @Override
    public void stop() throws InterruptedException {
        task.stop();
    }

    /** Which conversation will be ended next, as far as the last round saw them; none before the first round. */
    public Optional<DueEnding> next() {
        return configuration.on() ? due.first(this::readable) : Optional.empty();
    }

    private Optional<Head> readable(long conversation) {
        try {
            return store.head(conversation);
        } catch (ConversationException e) {
            if (e.code() != ErrorCode.STORE_DAMAGED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** One round over all active conversations. */
    void check() {
        rounds.inc();
        DueEndings left = new DueEndings();
        Map<Long, Meta.WatchdogLimits> limits = new HashMap<>();
        long after = 0;
        while (true) {
            List<Head> page = store.activeHeads(after, PAGE);
            page.forEach(head -> look(head, left, limits));
            if (page.size() < PAGE) {
                due = left;
                ownLimits = limits;
                return;
            }
            after = page.get(page.size() - 1).conversation();
        }
    }

    /** Looks at one; a damaged one must not keep the round from those after it. */
    private void look(Head head, DueEndings left, Map<Long, Meta.WatchdogLimits> limits) {
        try {
            closeIfStalled(head, left, limits);
        } catch (ConversationException e) {
            if (e.code() != ErrorCode.STORE_DAMAGED) {
                throw e;
            }
            LOG.debug("Conversation {} cannot be looked at", head.conversation(), e);
        }
    }

    private void closeIfStalled(Head head, DueEndings left, Map<Long, Meta.WatchdogLimits> limits) {
        Instant now = clock.instant();
        Duration age = Duration.between(head.log().createdAt(), now);
        Duration idle = Duration.between(head.log().updatedAt(), now);
        if (!life.isZero() && age.compareTo(life) >= 0) {
            close(
                    head,
                    orchestrator.closeExpired(head.conversation(), age.toMillis()),
                    "active for " + age.toHours() + " h");
            return;
        }
        Meta.WatchdogLimits own = ownLimits(head.conversation());
        limits.put(head.conversation(), own);
        Duration threshold = own.stalledThresholdMs() == null
                ? configuration.stalledThreshold()
                : Duration.ofMillis(own.stalledThresholdMs());
        boolean young = age.compareTo(configuration.minAge()) <= 0 || idle.isZero() || idle.isNegative();
        if (young || own.disabled() || idle.compareTo(threshold) < 0) {
            left.add(head, new DueEndings.Rules(configuration.minAge(), own.disabled() ? null : threshold, life));
            return;
        }
        close(
                head,
                orchestrator.closeIdle(head.conversation(), head.log().lastSeq(), idle.toMillis()),
                idle.toSeconds() + " s without an event");
    }

    private void close(Head head, CompletableFuture<Receipt> closing, String why) {
        try {
            Futures.join(closing);
            closed.inc();
            LOG.info("Closed conversation {} ({})", head.conversation(), why);
        } catch (ConversationException e) {
            // A message arrived or the conversation ended in the meantime: the goal is reached.
            LOG.debug("Conversation {} needs no closing", head.conversation());
        }
    }

    private Meta.WatchdogLimits ownLimits(long conversation) {
        Meta.WatchdogLimits known = ownLimits.get(conversation);
        if (known != null) {
            return known;
        }
        Conversation listed = store.conversation(conversation).orElseThrow();
        return Meta.of(StoredJson.object(listed.metadata().text())).watchdog();
    }
}
