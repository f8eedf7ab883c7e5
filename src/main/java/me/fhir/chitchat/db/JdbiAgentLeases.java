package me.fhir.chitchat.db;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.agent.AgentLeases;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.sql.ReplicaSql;
import me.fhir.chitchat.runtime.concurrent.Backoff;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.runtime.concurrent.Pause;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The leases of agents in PostgreSQL, by its clock. */
final class JdbiAgentLeases implements AgentLeases {
    /** Whether the server runs that has a conversation {@code c}. */
    private static final String RUNNER_LIVES = ReplicaSql.lives("c.runner");

    private static final String CLAIMABLE = """
            c.id = :id AND (c.runner IS NULL OR c.runner = :me OR NOT %s)
            """.formatted(RUNNER_LIVES);

    /** It waits for no lock: the rows that its transaction holds by then may be what the other server waits for. */
    private static final String CLAIM = """
            UPDATE conversations SET runner = :me
            WHERE id = (SELECT c.id FROM conversations c WHERE %s %s)
            """.formatted(CLAIMABLE, ReplicaSql.LOCKED_IF_FREE);

    private static final String IS_CLAIMABLE = """
            SELECT EXISTS (SELECT 1 FROM conversations c WHERE %s)
            """.formatted(CLAIMABLE);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    private static final int MAX_ATTEMPTS = 30;

    private static final String ORPHANED = """
            SELECT DISTINCT c.id
            FROM runner_registry a
            JOIN conversations c ON c.id = a.conversation_id
            WHERE NOT %s
            """.formatted(RUNNER_LIVES);

    /** What became of an attempt to take a conversation. */
    private enum ClaimAttempt {
        TAKEN,
        /** A living server has it. */
        HELD,
        /** Another server writes to it at this moment. */
        BUSY
    }

    private final Readers readers;
    private final GroupCommitWriter writer;
    private final SharedCommits commits;
    private final String replica;

    JdbiAgentLeases(Database database) {
        this.readers = database.readers();
        this.writer = database.writer();
        this.commits = database.sharedCommits();
        this.replica = database.replica();
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public boolean claim(long conversation) {
        Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        try {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                ClaimAttempt made = Futures.join(writer.runLast(handle -> attempt(handle, conversation)));
                if (made != ClaimAttempt.BUSY) {
                    return made == ClaimAttempt.TAKEN;
                }
                Pause.SLEEP.take(pauses.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ConversationException(
                ErrorCode.STORE_UNAVAILABLE,
                "Another server is writing to conversation " + conversation + "; try again in a moment.");
    }

    /** It locks the head, so that no append of the former server's agents can come after it. */
    private ClaimAttempt attempt(Handle handle, long conversation) {
        int taken = handle.createUpdate(CLAIM)
                .bind("me", replica)
                .bind("id", conversation)
                .execute();
        if (taken > 0) {
            return ClaimAttempt.TAKEN;
        }
        boolean claimable = handle.createQuery(IS_CLAIMABLE)
                .bind("me", replica)
                .bind("id", conversation)
                .mapTo(Boolean.class)
                .one();
        return claimable ? ClaimAttempt.BUSY : ClaimAttempt.HELD;
    }

    private record Running(long conversation, @Nullable String agentId) {}

    @Override
    public Map<Long, Set<String>> held(Collection<Long> conversations) {
        String ids = ReplicaSql.ids(conversations);
        Map<Long, Set<String>> held = new HashMap<>();
        readers.read(handle -> handle.createQuery("""
                        SELECT c.id, a.agent_id FROM conversations c
                        LEFT JOIN runner_registry a ON a.conversation_id = c.id
                        WHERE c.runner = :me AND %s
                        """.formatted(ReplicaSql.among("c.id")))
                        .bind("ids", ids)
                        .bind("me", replica)
                        .map((row, context) -> new Running(row.getLong("id"), row.getString("agent_id")))
                        .list())
                .forEach(running -> {
                    Set<String> agents = held.computeIfAbsent(running.conversation(), id -> new HashSet<>());
                    if (running.agentId() != null) {
                        agents.add(running.agentId());
                    }
                });
        return held;
    }

    @Override
    public List<Long> orphaned() {
        return readers.read(
                handle -> handle.createQuery(ORPHANED).mapTo(Long.class).list());
    }

    @Override
    public void renew() {
        Futures.join(writer.run(handle -> {
            handle.execute(ReplicaSql.FORGET_FAILED);
            return handle.createUpdate(ReplicaSql.HEARTBEAT).bind("me", replica).execute();
        }));
    }

    @Override
    public void changed() {
        Futures.join(writer.run(handle -> {
            commits.signal(handle, SharedCommits.Signal.AGENTS, "");
            return true;
        }));
    }

    @Override
    public void onChanged(Runnable listener) {
        commits.onSignal(SharedCommits.Signal.AGENTS, text -> listener.run());
    }

    @Override
    public void leave() {
        Futures.join(writer.run(handle -> handle.createUpdate("DELETE FROM replicas WHERE id = :me")
                .bind("me", replica)
                .execute()));
    }
}
