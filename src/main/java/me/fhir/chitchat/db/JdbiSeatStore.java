package me.fhir.chitchat.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.sql.ReplicaSql;
import me.fhir.chitchat.json.WireName;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.seat.SeatKind;
import me.fhir.chitchat.seat.SeatRole;
import me.fhir.chitchat.seat.SeatStore;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Seats in the database: written by the writer of the conversations, read through the pool of readers. */
public final class JdbiSeatStore implements SeatStore {
    private static final String COLUMNS = """
            s.conversation_id, s.role, s.agent_id, s.kind, s.traces, s.code_hash, s.expires_at, s.via, s.client,
            s.revision, s.changes, s.lost""";
    private static final String AT_PLACE =
            " WHERE conversation_id = :conversation AND role = :role AND agent_id = :agentId";

    /** Whether the holder was last seen by another server that is running. */
    private static final String ELSEWHERE =
            "(s.replica IS NOT NULL AND s.replica <> :me AND " + ReplicaSql.lives("s.replica") + ")";

    private final Readers readers;
    private final GroupCommitWriter writer;
    private final SharedCommits commits;
    private final boolean shared;
    private final String replica;

    public JdbiSeatStore(Database database) {
        this.readers = database.readers();
        this.writer = database.writer();
        this.commits = database.sharedCommits();
        this.shared = database.shared();
        this.replica = database.replica();
    }

    @Override
    public void add(List<Coded> seats) {
        Futures.join(writer.run(handle -> {
            seats.forEach(seat -> insert(handle, seat));
            return true;
        }));
    }

    private static void insert(Handle handle, Coded coded) {
        Seat seat = coded.seat();
        handle.createUpdate("""
                        INSERT INTO seats (conversation_id, role, agent_id, kind, traces, code_hash, expires_at, via,
                            client, revision, changes)
                        VALUES (:conversation, :role, :agentId, :kind, :traces, :hash, :expiresAt, :via, :client,
                            :revision, :changes)
                        """)
                .bindMap(at(seat.place()))
                .bind("kind", seat.kind().wireName())
                .bind("traces", seat.traces() ? 1 : 0)
                .bind("hash", coded.codeHash())
                .bind(
                        "expiresAt",
                        seat.expiresAt() == null ? null : seat.expiresAt().toEpochMilli())
                .bind("via", seat.usage().via())
                .bind("client", seat.usage().client())
                .bind("revision", seat.revision())
                .bind("changes", seat.usage().changes())
                .execute();
    }

    @Override
    public Optional<StoredSeat> find(String codeHash) {
        // One row in any case, so that an unknown code is not answered sooner than an expired one.
        Optional<StoredPlace> found = readers.read(handle -> handle.createQuery("SELECT " + COLUMNS + """
                        , s.replica, c.completed, c.closed_at
                        FROM (SELECT :hash AS hash) asked
                        LEFT JOIN seats s ON s.code_hash = asked.hash
                        LEFT JOIN conversations c ON c.id = s.conversation_id
                        """)
                .bind("hash", codeHash)
                .map((row, context) -> found(row))
                .one());
        found.ifPresent(this::noteHere);
        return found.map(StoredPlace::stored);
    }

    private record StoredPlace(StoredSeat stored, @Nullable String replica) {}

    /** Its holder is here now. */
    private void noteHere(StoredPlace found) {
        Seat.SeatPlace place = found.stored().seat().place();
        if (shared && place.role() == SeatRole.SEAT && !replica.equals(found.replica())) {
            // Who shows a code does not wait for that.
            var unused = writer.run(handle -> handle.createUpdate("UPDATE seats SET replica = :me" + AT_PLACE)
                    .bind("me", replica)
                    .bindMap(at(place))
                    .execute());
        }
    }

    @Override
    public boolean shared() {
        return shared;
    }

    @Override
    public boolean isElsewhere(Seat.SeatPlace place) {
        return shared
                && readers.read(
                        handle -> handle.createQuery("SELECT count(*) FROM seats s" + AT_PLACE + " AND " + ELSEWHERE)
                                        .bind("me", replica)
                                        .bindMap(at(place))
                                        .mapTo(Integer.class)
                                        .one()
                                > 0);
    }

    @Override
    public void onRevoked(Consumer<String> listener) {
        commits.onSignal(SharedCommits.Signal.REVOKED, listener);
    }

    private static Optional<StoredPlace> found(ResultSet row) throws SQLException {
        if (row.getString("code_hash") == null) {
            return Optional.empty();
        }
        Instant endedAt = row.getInt("completed") == 0 ? null : Instant.ofEpochMilli(row.getLong("closed_at"));
        return Optional.of(new StoredPlace(new StoredSeat(seat(row), endedAt), row.getString("replica")));
    }

    @Override
    public List<Seat> seats(long conversation) {
        return readers.read(handle -> handle.createQuery("SELECT " + COLUMNS + """
                         FROM seats s WHERE s.conversation_id = :conversation AND s.role = 'seat' ORDER BY s.agent_id
                        """)
                .bind("conversation", conversation)
                .map((row, context) -> seat(row))
                .list());
    }

    @Override
    public List<Seat.SeatPlace> connected() {
        String sql = """
                SELECT s.conversation_id, s.agent_id
                FROM seats s JOIN conversations c ON c.id = s.conversation_id
                WHERE s.role = 'seat' AND s.via = 'ws' AND s.lost = 0 AND c.completed = 0
                """;
        return readers.read(handle -> (shared
                        ? handle.createQuery(sql + "AND NOT " + ELSEWHERE).bind("me", replica)
                        : handle.createQuery(sql))
                .map((row, context) -> Seat.SeatPlace.of(row.getLong("conversation_id"), row.getString("agent_id")))
                .list());
    }

    private static Map<String, Object> at(Seat.SeatPlace place) {
        return Map.of(
                "conversation", place.conversation(), "role", place.role().wireName(), "agentId", place.agentId());
    }

    private static Optional<Coded> find(Handle handle, Seat.SeatPlace place) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM seats s" + AT_PLACE)
                .bindMap(at(place))
                .map((row, context) -> new Coded(seat(row), row.getString("code_hash")))
                .findOne();
    }

    private static Seat seat(ResultSet row) throws SQLException {
        long expiresAt = row.getLong("expires_at");
        Instant expires = row.wasNull() ? null : Instant.ofEpochMilli(expiresAt);
        return new Seat(
                new Seat.SeatPlace(
                        row.getLong("conversation_id"),
                        WireName.find(SeatRole.class, row.getString("role")).orElseThrow(),
                        row.getString("agent_id")),
                WireName.find(SeatKind.class, row.getString("kind"))
                        .orElseThrow(() -> new IllegalStateException("unknown kind of seat in the store")),
                row.getInt("traces") != 0,
                expires,
                new Seat.SeatUsage(
                        row.getString("via"), row.getString("client"), row.getInt("changes"), row.getInt("lost") != 0),
                row.getInt("revision"));
    }

    @Override
    public Optional<Changed> change(Seat.SeatPlace place, SeatKind kind, @Nullable String codeHash) {
        return Futures.join(writer.run(handle -> {
            Optional<Coded> former = find(handle, place);
            if (former.isEmpty()) {
                return Optional.empty();
            }
            handle.createUpdate("""
                            UPDATE seats SET kind = :kind, code_hash = :hash, expires_at = NULL, via = NULL,
                                client = NULL, revision = revision + 1, changes = 0, lost = 0
                            """ + AT_PLACE)
                    .bind("kind", kind.wireName())
                    .bind("hash", codeHash)
                    .bindMap(at(place))
                    .execute();
            String formerHash = former.get().codeHash();
            if (formerHash != null) {
                commits.signal(handle, SharedCommits.Signal.REVOKED, formerHash);
            }
            return find(handle, place).map(now -> new Changed(now.seat(), formerHash));
        }));
    }

    @Override
    public void use(Seat.SeatPlace place, int revision, Seat.SeatUsage usage) {
        Futures.join(writer.run(handle -> handle.createUpdate(
                        "UPDATE seats SET via = :via, client = :client, changes = :changes, lost = :lost" + AT_PLACE
                                + " AND revision = :revision")
                .bind("via", usage.via())
                .bind("client", usage.client())
                .bind("changes", usage.changes())
                .bind("lost", usage.lost() ? 1 : 0)
                .bindMap(at(place))
                .bind("revision", revision)
                .execute()));
    }
}
