package me.fhir.chitchat.db;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Writes a batch in the order in which every server locks rows: first the conversations that are appended to, by their
 * numbers, and last the rows that all servers write. Otherwise two servers could wait for each other.
 */
final class LockOrder {
    private LockOrder() {}

    /** @param overNetwork whether the database is elsewhere, with perhaps other servers on it */
    static void write(
            List<WriteItem> batch, AppendBatch appends, WriterConnection.OpenConnection current, boolean overNetwork)
            throws SQLException {
        if (overNetwork) {
            appends.begin(
                    batch.stream()
                            .map(WriteItem::appendsTo)
                            .filter(id -> id > 0)
                            .collect(Collectors.toSet()),
                    batch.stream().map(WriteItem::key).filter(Objects::nonNull).toList(),
                    true);
        }
        prepare(batch, false, appends, current.handle());
        appends.write(current.statements());
        prepare(batch, true, appends, current.handle());
    }

    private static void prepare(List<WriteItem> batch, boolean last, AppendBatch appends, Handle handle) {
        for (WriteItem item : batch) {
            if (item.last() == last) {
                item.prepare(appends, handle);
            }
        }
    }
}
