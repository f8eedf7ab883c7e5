package me.fhir.chitchat.db.debug;

import me.fhir.chitchat.conversation.ReadOnlySql;

/** Says where statements are run instead: on a database with users of its own, who may see what is theirs to decide. */
public final class DebugInPsql implements ReadOnlySql {
    @Override
    public QueryResult read(String sql, Parameters parameters) throws RefusedException {
        throw new RefusedException(
                "This server stores in PostgreSQL; run the statement there, such as with psql as a user that only reads.");
    }
}
