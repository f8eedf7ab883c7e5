package me.fhir.chitchat.db.sql;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The SQL with which several servers share one database. Only PostgreSQL runs it: a data file has one server, and so SQLite
 * has nothing to put in its place.
 */
public final class ReplicaSql {
    /** The notifications of these servers, one channel for each schema. */
    private static final String CHANNEL = "'chitchat_' || hashtext(current_schema()::text)";

    /** The name of that channel, as {@code LISTEN} takes it. */
    public static final String QUOTED_CHANNEL = "SELECT quote_ident(" + CHANNEL + ")";

    /** Sends {@code :text} once the transaction is committed, and answers the transaction's number. */
    public static final String NOTIFY_OF_COMMIT =
            "SELECT pg_current_xact_id()::text, pg_notify(" + CHANNEL + ", :text)";

    /** What became of {@code :transaction}: {@code in progress}, {@code committed}, {@code aborted} or {@code unknown}. */
    public static final String TRANSACTION_STATUS = "SELECT coalesce(pg_xact_status(:transaction::xid8), 'unknown')";

    /** Sends {@code :text} once the transaction is committed, and answers 1. */
    public static final String NOTIFY = "SELECT 1 FROM (SELECT pg_notify(" + CHANNEL + ", :text)) AS sent";

    /** The number of a new conversation, which no other server is given. */
    public static final String NEXT_CONVERSATION = "SELECT nextval('conversation_ids')";

    /** Ends a query: its rows are for no other writer until the transaction is over. */
    public static final String LOCKED = " FOR NO KEY UPDATE";

    /** Like {@link #LOCKED}, leaving out rows that another writer has, instead of waiting for it. */
    public static final String LOCKED_IF_FREE = LOCKED + " SKIP LOCKED";

    /** The server {@code :me} shows a sign of life. */
    public static final String HEARTBEAT = """
            INSERT INTO replicas (id, seen_at) VALUES (:me, clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
            """;

    /** Forgets servers that failed long ago. */
    public static final String FORGET_FAILED =
            "DELETE FROM replicas WHERE seen_at < clock_timestamp() - interval '1 hour'";

    /** A table of the ranges in {@code :ranges}, whose form {@link #range} gives. */
    public static final String RANGES = """
            (
                SELECT DISTINCT split_part(part, '/', 1)::bigint AS range_of, split_part(part, '/', 2)::bigint AS range_from,
                    split_part(part, '/', 3)::bigint AS range_to
                FROM unnest(string_to_array(:ranges, ',')) AS part) ranges
            """;

    /** Five signs of life, and well below the ten seconds of a takeover. */
    private static final String HEARTBEAT_TIMEOUT = "interval '5 seconds'";

    private ReplicaSql() {}

    /** Whether the server that a column names shows signs of life; never for none. */
    public static String lives(String column) {
        return """
                EXISTS (
                    SELECT 1 FROM replicas r
                    WHERE r.id = %s AND r.seen_at > clock_timestamp() - %s)""".formatted(column, HEARTBEAT_TIMEOUT);
    }

    /** Whether a column holds one of the {@code :ids}, whose form {@link #ids} gives. */
    public static String among(String column) {
        return column + " = ANY(string_to_array(:ids, ',')::bigint[])";
    }

    public static String ids(Collection<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    public static String range(long conversation, long from, long to) {
        return conversation + "/" + from + "/" + to;
    }
}
