package me.fhir.chitchat.db;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.SearchIndex;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.rows.SummaryRows;

/** The index in the database: outcomes beside the conversations, and their texts in a table of their own. */
public final class JdbiSearchIndex implements SearchIndex {
    private final Readers readers;
    private final GroupCommitWriter writer;
    private final String putText;

    public JdbiSearchIndex(Database database) {
        this.readers = database.readers();
        this.writer = database.writer();
        this.putText = database.dialect().putText();
    }

    private record Row(long conversation, IndexedEnding entry) {}

    @Override
    public OptionalLong indexEnded(long after, int most, Function<ConversationSummary, IndexedEnding> entry) {
        SummaryRows.UnindexedPage<Row> page = readers.read(handle -> SummaryRows.unindexed(
                handle, after, most, summary -> new Row(summary.conversation().id(), entry.apply(summary))));
        List<Row> rows = page.readable();
        if (!rows.isEmpty()) {
            long bytes =
                    rows.stream().mapToLong(row -> row.entry().text().length()).sum();
            writer.run(bytes, handle -> {
                        rows.forEach(row -> {
                            handle.createUpdate("UPDATE conversations SET outcome = :outcome WHERE id = :conversation")
                                    .bind("outcome", row.entry().outcome().wireName())
                                    .bind("conversation", row.conversation())
                                    .execute();
                            handle.createUpdate(putText)
                                    .bind("conversation", row.conversation())
                                    .bind("text", row.entry().text())
                                    .execute();
                        });
                        return rows.size();
                    })
                    .join();
        }
        return page.next();
    }
}
