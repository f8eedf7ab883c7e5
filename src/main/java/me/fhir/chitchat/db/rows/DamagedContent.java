package me.fhir.chitchat.db.rows;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that a database returns without complaint and that are not what was written: SQLite keeps no checksums, so a damaged page
 * within a text reads as a text. The one place that turns them into an answer, before anything of them is sent.
 */
final class DamagedContent {
    private static final Logger LOG = LoggerFactory.getLogger(DamagedContent.class);

    /** Conversations that were logged lately: clients ask again and again. */
    private static final Cache<Long, Boolean> LOGGED = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    private DamagedContent() {}

    /** Reads the columns of a row. */
    interface ColumnReader<T> {
        T read() throws SQLException;
    }

    /**
     * Reads what is stored of a conversation.
     *
     * @throws ConversationException ({@code STORE_DAMAGED}) when it is not what this program writes
     */
    static <T> T refused(long conversation, ColumnReader<T> reader) throws SQLException {
        try {
            return reader.read();
        } catch (IllegalStateException | IllegalArgumentException | ConversationException e) {
            throw damaged(conversation, e);
        }
    }

    /** The same for one row of several: it is left out, so that the others can be read. */
    static <T> Optional<T> leftOut(long conversation, ColumnReader<T> reader) throws SQLException {
        try {
            return Optional.of(refused(conversation, reader));
        } catch (ConversationException e) {
            return Optional.empty();
        }
    }

    /** The refusal of a conversation whose stored data is damaged. */
    static ConversationException damaged(long conversation, RuntimeException reason) {
        if (reason instanceof ConversationException e && e.code() == ErrorCode.STORE_DAMAGED) {
            return e;
        }
        if (LOGGED.asMap().putIfAbsent(conversation, true) == null) {
            LOG.error(
                    "The stored data of conversation {} is damaged: {}. Check the disk and restore a backup"
                            + " (docs/deploy.md, Backup and restore).",
                    conversation,
                    reason.getMessage());
        }
        return new ConversationException(
                ErrorCode.STORE_DAMAGED,
                "The stored data of conversation " + conversation
                        + " is damaged and cannot be read; other conversations are"
                        + " not affected. Trying again does not help: the server's operator has to restore a backup"
                        + " (docs/deploy.md, Backup and restore).");
    }
}
