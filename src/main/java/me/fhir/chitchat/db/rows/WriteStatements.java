package me.fhir.chitchat.db.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import me.fhir.chitchat.db.sql.SqlDialect;
import me.fhir.chitchat.db.sql.WriteTransaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statements of the append path, compiled once per connection. This path alone goes below JDBI, whose copy of its
 * configuration for each statement costs more than SQLite needs to insert the row. Used by the holder of the file, one
 * thread at a time.
 */
public final class WriteStatements implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteStatements.class);

    private final WriteTransaction transaction;
    private final PreparedStatement insertHead;
    private final PreparedStatement updateHead;
    private final PreparedStatement completeHead;
    private final PreparedStatement insertEvent;
    private final PreparedStatement insertAttachment;
    private final PreparedStatement insertKey;

    public WriteStatements(Connection connection, SqlDialect dialect) throws SQLException {
        transaction = dialect.transaction(connection);
        insertHead = connection.prepareStatement(HeadRows.INSERT);
        updateHead = connection.prepareStatement(HeadRows.UPDATE);
        completeHead = connection.prepareStatement(HeadRows.COMPLETE);
        insertEvent = connection.prepareStatement(EventRows.INSERT);
        insertAttachment = connection.prepareStatement(AttachmentRows.INSERT);
        insertKey = connection.prepareStatement(KeyRows.INSERT);
    }

    /** Work within a transaction. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }

    /**
     * Runs the work in a transaction of its own; what it throws undoes it. Durable when this returns.
     *
     * @throws CommitFailedException when the commit itself failed, after which it is not known what the file holds
     */
    public void inTransaction(Work work) throws SQLException {
        transaction.begin();
        boolean done = false;
        try {
            work.run();
            commit();
            done = true;
        } finally {
            if (!done) {
                undo();
            }
        }
    }

    private void commit() throws CommitFailedException {
        try {
            transaction.commit();
        } catch (SQLException e) {
            throw new CommitFailedException(e);
        }
    }

    /** A commit that failed. */
    public static final class CommitFailedException extends SQLException {
        private static final long serialVersionUID = 1L;

        CommitFailedException(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private void undo() {
        try {
            transaction.rollback();
        } catch (SQLException e) {
            // It was rolled back already; the failure that led here is the one to report.
            LOG.debug("Nothing to roll back: {}", e.getMessage());
        }
    }

    /** Sets the parameters of one row. */
    @FunctionalInterface
    public interface Binder<T> {
        void bind(RowBinder row, T value) throws SQLException;
    }

    public <T> void insertHeads(Collection<T> values, Binder<T> binder) throws SQLException {
        each(insertHead, values, binder);
    }

    public <T> void updateHeads(Collection<T> values, Binder<T> binder) throws SQLException {
        each(updateHead, values, binder);
    }

    public <T> void completeHeads(Collection<T> values, Binder<T> binder) throws SQLException {
        each(completeHead, values, binder);
    }

    public <T> void insertEvents(Collection<T> values, Binder<T> binder) throws SQLException {
        each(insertEvent, values, binder);
    }

    public <T> void insertAttachments(Collection<T> values, Binder<T> binder) throws SQLException {
        each(insertAttachment, values, binder);
    }

    public <T> void insertKeys(Collection<T> values, Binder<T> binder) throws SQLException {
        each(insertKey, values, binder);
    }

    private <T> void each(PreparedStatement statement, Collection<T> values, Binder<T> binder) throws SQLException {
        for (T value : values) {
            binder.bind(new RowBinder(statement), value);
            transaction.row(statement);
        }
        transaction.flush(statement);
    }

    @Override
    public void close() throws SQLException {
        transaction.close();
        for (PreparedStatement statement :
                new PreparedStatement[] {insertHead, updateHead, completeHead, insertEvent, insertAttachment, insertKey
                }) {
            statement.close();
        }
    }

    /** The parameters of a statement, set from the first on. */
    public static final class RowBinder {
        private final PreparedStatement statement;
        private int place;

        public RowBinder(PreparedStatement statement) {
            this.statement = statement;
        }

        public RowBinder text(@Nullable String value) throws SQLException {
            statement.setString(++place, value);
            return this;
        }

        public RowBinder number(long value) throws SQLException {
            statement.setLong(++place, value);
            return this;
        }

        RowBinder numberOrNull(@Nullable Long value) throws SQLException {
            if (value == null) {
                statement.setNull(++place, Types.BIGINT);
                return this;
            }
            return number(value);
        }

        RowBinder flag(boolean value) throws SQLException {
            return number(value ? 1 : 0);
        }
    }
}
