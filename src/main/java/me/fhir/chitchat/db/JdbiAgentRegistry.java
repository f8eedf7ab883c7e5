package me.fhir.chitchat.db;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import me.fhir.chitchat.agent.AgentLeases;
import me.fhir.chitchat.agent.AgentRegistry;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.runtime.concurrent.Futures;
import org.jdbi.v3.core.Handle;

/** The registry of agents in the database. */
public final class JdbiAgentRegistry implements AgentRegistry {
    private final Readers readers;
    private final GroupCommitWriter writer;
    private final Clock clock;
    private final AgentLeases leases;

    public JdbiAgentRegistry(Database database, Clock clock) {
        this.readers = database.readers();
        this.writer = database.writer();
        this.clock = clock;
        this.leases = database.shared() ? new JdbiAgentLeases(database) : AgentLeases.ALONE;
    }

    @Override
    public AgentLeases leases() {
        return leases;
    }

    @Override
    public List<Registered> registered() {
        return readers.read(handle -> handle.createQuery("""
                        SELECT conversation_id, agent_id, created_at FROM runner_registry
                        ORDER BY created_at, conversation_id, agent_id
                        """)
                .map((row, context) -> new Registered(
                        row.getLong("conversation_id"),
                        row.getString("agent_id"),
                        Instant.ofEpochMilli(row.getLong("created_at"))))
                .list());
    }

    @Override
    public List<String> registered(long conversation) {
        return readers.read(handle -> handle.createQuery("""
                        SELECT agent_id FROM runner_registry WHERE conversation_id = :conversation
                        ORDER BY created_at, agent_id
                        """)
                .bind("conversation", conversation)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void add(long conversation, Collection<String> agentIds) {
        long now = clock.millis();
        Futures.join(writer.run(handle -> {
            agentIds.forEach(agentId -> handle.createUpdate("""
                            INSERT INTO runner_registry (conversation_id, agent_id, created_at)
                            VALUES (:conversation, :agentId, :now)
                            ON CONFLICT (conversation_id, agent_id) DO NOTHING
                            """)
                    .bind("conversation", conversation)
                    .bind("agentId", agentId)
                    .bind("now", now)
                    .execute());
            return true;
        }));
    }

    @Override
    public int noteReplay(long conversation, long afterSeq) {
        return Futures.join(writer.run(handle -> {
            handle.createUpdate("""
                            UPDATE runner_registry SET
                                replays = CASE WHEN replayed_seq = :seq THEN replays + 1 ELSE 1 END,
                                replayed_seq = :seq
                            WHERE conversation_id = :conversation
                            """)
                    .bind("seq", afterSeq)
                    .bind("conversation", conversation)
                    .execute();
            return handle.createQuery(
                            "SELECT coalesce(max(replays), 0) FROM runner_registry WHERE conversation_id = :conversation")
                    .bind("conversation", conversation)
                    .mapTo(Integer.class)
                    .one();
        }));
    }

    @Override
    public void remove(long conversation, Collection<String> agentIds) {
        Futures.join(writer.run(handle -> {
            agentIds.forEach(agentId -> remove(handle, conversation, agentId));
            return true;
        }));
    }

    private static void remove(Handle handle, long conversation, String agentId) {
        handle.createUpdate("DELETE FROM runner_registry WHERE conversation_id = :conversation AND agent_id = :agentId")
                .bind("conversation", conversation)
                .bind("agentId", agentId)
                .execute();
    }

    @Override
    public void removeAll(long conversation) {
        Futures.join(writer.run(
                handle -> handle.createUpdate("DELETE FROM runner_registry WHERE conversation_id = :conversation")
                        .bind("conversation", conversation)
                        .execute()));
    }
}
