package me.fhir.chitchat.db;

import java.util.Optional;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.verdict.Verdict;
import me.fhir.chitchat.verdict.VerdictStore;

/** Verdicts in the database. */
public final class JdbiVerdictStore implements VerdictStore {
    private final Readers readers;
    private final GroupCommitWriter writer;

    public JdbiVerdictStore(Database database) {
        this.readers = database.readers();
        this.writer = database.writer();
    }

    @Override
    public Optional<RawJson> find(long conversation) {
        return readers.read(
                handle -> handle.createQuery("SELECT verdict FROM verdicts WHERE conversation_id = :conversation")
                        .bind("conversation", conversation)
                        .mapTo(String.class)
                        .findOne()
                        .map(RawJson::new));
    }

    @Override
    public void save(long conversation, Verdict.Judgement overall, RawJson verdict) {
        writer.run(handle -> handle.createUpdate("""
                                INSERT INTO verdicts (conversation_id, overall, verdict)
                                VALUES (:conversation, :overall, :verdict)
                                ON CONFLICT (conversation_id) DO UPDATE
                                SET overall = excluded.overall, verdict = excluded.verdict
                                """)
                        .bind("conversation", conversation)
                        .bind("overall", overall.wireName())
                        .bind("verdict", verdict.text())
                        .execute())
                .join();
    }
}
