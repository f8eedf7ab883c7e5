package me.fhir.chitchat.db;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.a2a.dial.DialProgress;
import me.fhir.chitchat.a2a.dial.DialStore;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.seat.Seat;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Called agents in the database: written by the writer of the conversations, read through the pool of readers. */
public final class JdbiDialStore implements DialStore {
    private static final String LINE = "\n";

    private final Readers readers;
    private final GroupCommitWriter writer;

    public JdbiDialStore(Database database) {
        this.readers = database.readers();
        this.writer = database.writer();
    }

    @Override
    public void add(List<DialedSeat> seats) {
        if (!seats.isEmpty()) {
            Futures.join(writer.run(handle -> {
                seats.forEach(seat -> insert(handle, seat));
                return true;
            }));
        }
    }

    private static void insert(Handle handle, DialedSeat seat) {
        handle.createUpdate("""
                        INSERT INTO dialed_seats (conversation_id, agent_id, url, headers, patience_ms)
                        VALUES (:conversation, :agentId, :url, :headers, :patience)
                        """)
                .bind("conversation", seat.place().conversation())
                .bind("agentId", seat.place().agentId())
                .bind("url", seat.url().toString())
                .bind("headers", seat.sealedHeaders())
                .bind("patience", seat.responseTimeout().toMillis())
                .execute();
    }

    @Override
    public List<DialedSeat> of(long conversation) {
        return readers.read(handle -> handle.createQuery("""
                        SELECT agent_id, url, headers, patience_ms FROM dialed_seats
                        WHERE conversation_id = :conversation ORDER BY agent_id
                        """)
                .bind("conversation", conversation)
                .map((row, context) -> new DialedSeat(
                        Seat.SeatPlace.of(conversation, row.getString("agent_id")),
                        URI.create(row.getString("url")),
                        row.getString("headers"),
                        Duration.ofMillis(row.getLong("patience_ms"))))
                .list());
    }

    @Override
    public List<Long> withUnsentEnd() {
        return readers.read(handle -> handle.createQuery("""
                        SELECT DISTINCT conversation_id FROM dialed_seats
                        JOIN conversations ON conversations.id = conversation_id
                        WHERE told_end = 0 AND completed = 1 ORDER BY conversation_id
                        """).mapTo(Long.class).list());
    }

    @Override
    public void markEndSent(Seat.SeatPlace place) {
        Futures.join(writer.run(handle -> handle.createUpdate("""
                        UPDATE dialed_seats SET told_end = 1
                        WHERE conversation_id = :conversation AND agent_id = :agentId
                        """)
                .bind("conversation", place.conversation())
                .bind("agentId", place.agentId())
                .execute()));
    }

    @Override
    public DialProgress progress(Seat.SeatPlace place) {
        return readers.read(handle -> handle.createQuery("""
                        SELECT sent_seq, context_id, task_id, artifacts, failures, message_id, message_seq, message_task
                        FROM dialed_seats WHERE conversation_id = :conversation AND agent_id = :agentId
                        """)
                .bind("conversation", place.conversation())
                .bind("agentId", place.agentId())
                .map((row, context) -> progress(row))
                .findOne()
                .orElse(DialProgress.NONE));
    }

    private static DialProgress progress(ResultSet row) throws SQLException {
        String artifacts = row.getString("artifacts");
        return new DialProgress(
                row.getLong("sent_seq"),
                row.getString("context_id"),
                row.getString("task_id"),
                artifacts.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(artifacts.split(LINE))),
                row.getInt("failures"),
                pending(row));
    }

    private static DialProgress.@Nullable PendingMessage pending(ResultSet row) throws SQLException {
        String messageId = row.getString("message_id");
        return messageId == null
                ? null
                : new DialProgress.PendingMessage(messageId, row.getLong("message_seq"), row.getString("message_task"));
    }

    @Override
    public void save(Seat.SeatPlace place, DialProgress progress) {
        DialProgress.PendingMessage pending = progress.pending();
        Futures.join(writer.run(handle -> handle.createUpdate("""
                        UPDATE dialed_seats SET sent_seq = :sentSeq, context_id = :contextId, task_id = :taskId,
                            artifacts = :artifacts, failures = :failures, message_id = :messageId,
                            message_seq = :messageSeq, message_task = :messageTask
                        WHERE conversation_id = :conversation AND agent_id = :agentId
                        """)
                .bind("sentSeq", progress.sentSeq())
                .bind("contextId", progress.contextId())
                .bind("taskId", progress.taskId())
                .bind("artifacts", String.join(LINE, progress.artifacts()))
                .bind("failures", progress.failures())
                .bind("messageId", pending == null ? null : pending.messageId())
                .bind("messageSeq", pending == null ? null : pending.throughSeq())
                .bind("messageTask", pending == null ? null : pending.taskId())
                .bind("conversation", place.conversation())
                .bind("agentId", place.agentId())
                .execute()));
    }
}
