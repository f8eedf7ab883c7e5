package me.fhir.chitchat.db.engine;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.db.debug.DebugSql;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.sql.StoreEngine;

/**
 * One file, for one server.
 *
 * @param mostBytes what it and its log may take together; 0 for any
 */
record SqliteKind(Path file, long mostBytes) implements StoreKind {
    @Override
    public StoreEngine engine() {
        return new SqliteFile(file);
    }

    @Override
    public LongSupplier room() {
        return new FileRoom(file, mostBytes);
    }

    @Override
    public StorageSpace space(Readers readers) {
        return new DataFileSpace(file);
    }

    @Override
    public ReadOnlySql debugSql(Readers readers) {
        return new DebugSql(file, readers);
    }
}
