package me.fhir.chitchat.db;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.db.rows.StorageFault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the servers on a database commit in the order of the notices. The commits of others it reads when somebody here
 * follows their conversation: once for all who do, and what waits for the same thread together.
 */
final class SharedCommitReader {
    private static final Logger LOG = LoggerFactory.getLogger(SharedCommitReader.class);

    private static final int MAX_TOGETHER = 256;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SharedCommitRows rows;
    private final CommitDispatcher dispatcher;
    private final Function<CommitNotice, @Nullable WriteItem> own;
    private final Runnable onFailure;
    private final List<Lane> lanes = new ArrayList<>();

    /**
     * A reader that waits for notices.
     *
     * @param own takes the item of this server that a notice is about; null for one of another server
     * @param onFailure called when something could not be read, and has to be read again
     */
    SharedCommitReader(
            SharedCommitRows rows,
            CommitDispatcher dispatcher,
            Function<CommitNotice, @Nullable WriteItem> own,
            Runnable onFailure) {
        this.rows = rows;
        this.dispatcher = dispatcher;
        this.own = own;
        this.onFailure = onFailure;
        for (int i = 0; i < dispatcher.threads(); i++) {
            lanes.add(new Lane());
        }
    }

    /** The notices that wait for one of the dispatcher's threads. */
    private static final class Lane {
        private final Queue<CommitNotice> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean scheduled = new AtomicBoolean();

        /** What could not be read; nothing may be delivered before it. Only the dispatcher's thread takes it. */
        private List<CommitNotice> unread = List.of();
    }

    /** Takes a notice; those of one conversation in the order of their commits. */
    void add(CommitNotice notice) {
        int thread = (int) (notice.conversation() % lanes.size());
        lanes.get(thread).waiting.add(notice);
        schedule(thread);
    }

    private void schedule(int thread) {
        if (lanes.get(thread).scheduled.compareAndSet(false, true)) {
            try {
                dispatcher.execute(thread, () -> drain(thread));
            } catch (RejectedExecutionException e) {
                LOG.debug("Not delivered, because the server stops");
            }
        }
    }

    private void drain(int thread) {
        Lane lane = lanes.get(thread);
        lane.scheduled.set(false);
        boolean again = !lane.unread.isEmpty();
        List<CommitNotice> notices = new ArrayList<>(lane.unread);
        lane.unread = List.of();
        for (int i = notices.size(); i < MAX_TOGETHER && !lane.waiting.isEmpty(); i++) {
            notices.add(lane.waiting.remove());
        }
        try {
            deliver(notices);
        } catch (RuntimeException e) {
            // Whatever it was, the events are read again before any later ones: a follower that was shown those would
            // take these for old, and miss them.
            lane.unread = notices;
            if (again) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } else {
                LOG.warn("What other servers wrote cannot be read; trying again: {}", StorageFault.words(e));
                onFailure.run();
            }
        }
        if (!lane.unread.isEmpty() || !lane.waiting.isEmpty()) {
            schedule(thread);
        }
    }

    private void deliver(List<CommitNotice> notices) {
        Map<CommitNotice, WriteItem> mine = new HashMap<>();
        Set<CommitNotice> wanted = new HashSet<>();
        for (CommitNotice notice : notices) {
            WriteItem item = own.apply(notice);
            if (item != null) {
                mine.put(notice, item);
            } else if (notice.news() || notice.isGap() || dispatcher.follows(notice.conversation())) {
                wanted.add(notice);
            }
        }
        Map<Long, Head> heads =
                rows.heads(wanted.stream().map(CommitNotice::conversation).collect(Collectors.toSet()));
        Map<Long, List<Event>> events =
                rows.events(wanted.stream().filter(notice -> !notice.isGap()).toList());
        for (CommitNotice notice : notices) {
            WriteItem item = mine.get(notice);
            Head head = heads.get(notice.conversation());
            if (item != null) {
                publishOwn(item);
            } else if (head != null && notice.isGap()) {
                rows.gap(notice, head, page -> dispatcher.publishShared(new Commit(page, head)));
            } else if (head != null && wanted.contains(notice)) {
                publish(notice, head, events.getOrDefault(notice.conversation(), List.of()));
            }
        }
    }

    /** It may come before the writer has got to answering. */
    private void publishOwn(WriteItem item) {
        item.answer();
        Commit commit = item.commit();
        if (commit != null) {
            dispatcher.publishShared(commit);
        }
    }

    private void publish(CommitNotice notice, Head head, List<Event> events) {
        List<Event> own = events.stream()
                .filter(event -> event.seq() >= notice.from() && event.seq() <= notice.to())
                .toList();
        if (!own.isEmpty()) {
            dispatcher.publishShared(new Commit(own, head));
        }
    }
}
