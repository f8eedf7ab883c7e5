package me.fhir.chitchat.db;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.sql.ReplicaSql;
import me.fhir.chitchat.db.sql.StoreEngine;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Where several servers work on one database: notifies the others of what is committed here, as part of the transaction, and
 * delivers what all commit in the order of the database's notifications. Does nothing where a server is alone.
 */
final class SharedCommits {
    private final String server;
    private final boolean shared;
    private final CommitDispatcher dispatcher;
    private final SharedCommitRows rows;
    private final SharedCommitReader reader;
    private final NotificationListener listener;
    /** What was announced here and has not come back as a notification yet. */
    private final Map<Announced, WriteItem> announced = new ConcurrentHashMap<>();

    private final Map<Signal, Consumer<String>> receivers = new ConcurrentHashMap<>();

    private record Announced(long conversation, long seq) {
        static Announced of(Commit commit) {
            return new Announced(
                    commit.after().conversation(), commit.events().get(0).seq());
        }
    }

    /** @param server what this server calls itself */
    SharedCommits(String server, StoreEngine engine, Readers readers, CommitDispatcher dispatcher) {
        this.server = server;
        this.shared = engine.shared();
        this.dispatcher = dispatcher;
        this.rows = new SharedCommitRows(readers);
        this.reader = new SharedCommitReader(rows, dispatcher, this::takeOwn, this::readAgain);
        this.listener = new NotificationListener(engine, this::received, this::missed);
    }

    void start() throws SQLException {
        if (shared) {
            listener.start();
        }
    }

    void stop() throws InterruptedException {
        listener.stop();
    }

    /** Whether this server receives what others commit. */
    boolean healthy() {
        return !shared || listener.connected();
    }

    CommitDispatcher dispatcher() {
        return dispatcher;
    }

    /**
     * Tells all servers of a batch, once its transaction is committed.
     *
     * @return the number of the transaction; null when there was nothing to tell
     */
    @Nullable
    String announce(Handle handle, List<WriteItem> batch) {
        if (!shared) {
            return null;
        }
        List<CommitNotice> notices = new ArrayList<>();
        for (WriteItem item : batch) {
            Commit commit = item.commit();
            if (commit != null) {
                announced.put(Announced.of(commit), item);
                notices.add(CommitNotice.of(server, commit, dispatcher.isNews(commit)));
            }
        }
        String transaction = null;
        for (String text : CommitNotice.texts(server, notices)) {
            transaction = handle.createQuery(ReplicaSql.NOTIFY_OF_COMMIT)
                    .bind("text", text)
                    .mapTo(String.class)
                    .one();
        }
        return transaction;
    }

    /** A batch was not committed, or it is not known whether it was. */
    void withdraw(List<WriteItem> batch) {
        if (shared) {
            batch.stream().map(WriteItem::commit).forEach(commit -> {
                if (commit != null) {
                    announced.remove(Announced.of(commit));
                }
            });
        }
    }

    /** Notifies all servers of something else, once the transaction is committed. */
    void signal(Handle handle, Signal signal, String text) {
        if (shared) {
            handle.createQuery(ReplicaSql.NOTIFY)
                    .bind("text", signal.mark() + text)
                    .mapTo(Integer.class)
                    .one();
        }
    }

    /** Registers what is done with such signals of all servers; must not block. */
    void onSignal(Signal signal, Consumer<String> receiver) {
        receivers.put(signal, receiver);
    }

    /** What servers on one database tell each other beside commits. */
    enum Signal {
        /** Which agents are registered has changed. */
        AGENTS('!'),
        /** The code of this hash no longer works. */
        REVOKED('-'),
        /** An attempt that is limited was made. */
        ATTEMPT('?');

        private final char mark;

        Signal(char mark) {
            this.mark = mark;
        }

        private char mark() {
            return mark;
        }
    }

    private void received(String text) {
        for (Signal signal : Signal.values()) {
            if (text.charAt(0) == signal.mark()) {
                receivers.getOrDefault(signal, ignored -> {}).accept(text.substring(1));
                return;
            }
        }
        CommitNotice.parse(text).forEach(reader::add);
    }

    /** Own commits need not be read. */
    private @Nullable WriteItem takeOwn(CommitNotice notice) {
        return notice.server().equals(server)
                ? announced.remove(new Announced(notice.conversation(), notice.from()))
                : null;
    }

    private void readAgain() {
        listener.reconnect();
    }

    /** Notifications may have been lost: what is followed here is read again from where its followers stand. */
    private void missed(long sinceMillis) {
        announced.clear();
        Map<Long, Long> followed = dispatcher.followed();
        followed.forEach((conversation, seq) -> reader.add(CommitNotice.missed(conversation, seq)));
        for (long conversation : rows.changedSince(sinceMillis)) {
            if (!followed.containsKey(conversation)) {
                reader.add(CommitNotice.missed(conversation, Long.MAX_VALUE));
            }
        }
    }
}
