package me.fhir.chitchat.db.engine;

import java.util.function.LongSupplier;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.db.debug.DebugInPsql;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.sql.StoreEngine;

/**
 * A database of a PostgreSQL server, on this machine or another.
 *
 * @param shared whether further servers work on it
 */
record PostgresKind(PostgresAddress address, boolean shared) implements StoreKind {
    @Override
    public StoreEngine engine() {
        return new PostgresEngine(address, PostgresLock.WAIT, shared);
    }

    /** Its volume is not ours to measure; a write that finds no room there fails. */
    @Override
    public LongSupplier room() {
        return () -> Long.MAX_VALUE;
    }

    @Override
    public StorageSpace space(Readers readers) {
        return new PostgresSpace(readers);
    }

    @Override
    public ReadOnlySql debugSql(Readers readers) {
        return new DebugInPsql();
    }
}
