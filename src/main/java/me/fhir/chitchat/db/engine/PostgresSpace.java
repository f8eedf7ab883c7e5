package me.fhir.chitchat.db.engine;

import java.util.OptionalLong;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.db.rows.Readers;

/** How much the database takes. What its machine has left, only that machine knows. */
record PostgresSpace(Readers readers) implements StorageSpace {
    @Override
    public long usedBytes() {
        try {
            return readers.read(handle -> handle.createQuery("SELECT pg_database_size(current_database())")
                    .mapTo(Long.class)
                    .one());
        } catch (ConversationException e) {
            return 0;
        }
    }

    @Override
    public OptionalLong freeBytes() {
        return OptionalLong.empty();
    }
}
