package me.fhir.chitchat.db;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.AgentLeases;
import me.fhir.chitchat.concurrent.Futures;
import me.fhir.chitchat.db.rows.Readers;
import org.jspecify.annotations.Nullable;

/** The leases of agents in PostgreSQL, by its clock. */
final class JdbiAgentLeases implements AgentLeases {
    /** After so long without a word of it a server is dead: five of its words, and well below the ten seconds of a takeover. */
    static final String HEARTBEAT_TIMEOUT = "interval '5 seconds'";

    /** Whether the server lives that the column {@code runner} of {@code c} names; never for none. */
    static final String LIVES = """
            EXISTS (
                SELECT 1 FROM replicas r
                WHERE r.id = c.runner AND r.seen_at > clock_timestamp() - %s)""".formatted(HEARTBEAT_TIMEOUT);

    private static final String CLAIM = """
            UPDATE conversations AS c SET runner = :me
            WHERE c.id = :id AND (c.runner IS NULL OR c.runner = :me OR NOT %s)
            """.formatted(LIVES);

    private static final String ORPHANED = """
            SELECT DISTINCT c.id
            FROM runner_registry a
            JOIN conversations c ON c.id = a.conversation_id
            WHERE NOT %s
            """.formatted(LIVES);

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
        // It locks the head, so that no append of the former server's agents can come after it.
        return Futures.join(writer.run(handle -> handle.createUpdate(CLAIM)
                        .bind("me", replica)
                        .bind("id", conversation)
                        .execute()
                > 0));
    }

    private record Running(long conversation, @Nullable String agentId) {}

    @Override
    public Map<Long, Set<String>> held(Collection<Long> conversations) {
        String ids = conversations.stream().map(String::valueOf).collect(Collectors.joining(","));
        Map<Long, Set<String>> held = new HashMap<>();
        readers.read(handle -> handle.createQuery("""
                        SELECT c.id, a.agent_id FROM conversations c
                        LEFT JOIN runner_registry a ON a.conversation_id = c.id
                        WHERE c.id = ANY(string_to_array(:ids, ',')::bigint[]) AND c.runner = :me
                        """)
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
            handle.execute("DELETE FROM replicas WHERE seen_at < clock_timestamp() - interval '1 hour'");
            return handle.createUpdate("""
                            INSERT INTO replicas (id, seen_at) VALUES (:me, clock_timestamp())
                            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
                            """).bind("me", replica).execute();
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
