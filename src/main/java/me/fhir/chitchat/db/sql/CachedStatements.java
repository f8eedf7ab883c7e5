package me.fhir.chitchat.db.sql;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the prepared statements of one connection, so that a batch does not compile its SQL again. For a single thread,
 * and only for statements that are not nested within themselves.
 */
public final class CachedStatements implements StatementBuilder {
    private final Map<String, PreparedStatement> kept = new HashMap<>();

    private CachedStatements() {}

    /** A handle on this connection whose statements are kept until it is closed. */
    public static Handle open(Connection connection) {
        Jdbi jdbi = Jdbi.create(() -> connection);
        jdbi.setStatementBuilderFactory(ignored -> new CachedStatements());
        return jdbi.open();
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return connection.createStatement();
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        PreparedStatement statement = kept.get(sql);
        if (statement == null || statement.isClosed()) {
            statement = connection.prepareStatement(sql);
            kept.put(sql, statement);
        }
        return statement;
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return connection.prepareCall(sql);
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (kept.get(sql) == statement) {
            // What a failed execution left behind must not be in the next one.
            statement.clearBatch();
            ((PreparedStatement) statement).clearParameters();
            return;
        }
        statement.close();
    }

    @Override
    public void close(Connection connection) {
        // The connection closes its statements.
        kept.clear();
    }
}
