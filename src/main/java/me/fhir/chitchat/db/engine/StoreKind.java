package me.fhir.chitchat.db.engine;

import java.util.function.LongSupplier;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.sql.StoreEngine;

/** A kind of database with its place: the engine, and what stands around it. */
public interface StoreKind {
    /** Not opened yet. */
    StoreEngine engine();

    /** How many bytes may still be written, as far as known. */
    LongSupplier room();

    StorageSpace space(Readers readers);

    /** Runs the statements of a debugging person, or says where that is done. */
    ReadOnlySql debugSql(Readers readers);
}
