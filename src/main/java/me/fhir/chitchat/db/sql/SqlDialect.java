package me.fhir.chitchat.db.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The differences between the databases' SQL, all in one place. For any thread. */
public interface SqlDialect {
    /** How a connection runs the transactions of the append path. */
    WriteTransaction transaction(Connection connection) throws SQLException;

    /** Whether each statement costs a way over a network, so that questions are better asked together. */
    boolean overNetwork();

    /** The ended conversations whose text holds all these words. */
    TextSearch search(List<String> words);

    /** Puts the {@code :text} of {@code :conversation} into the text index, in the place of another one. */
    String putText();

    /** The text index's column of a conversation's id. */
    String textKey();

    /** A column of text in UTF-8, straight from the database where that is possible. */
    byte[] utf8(ResultSet row, String column) throws SQLException;

    /** Whether a table exists. */
    boolean hasTable(Connection connection, String table) throws SQLException;

    /** The number that {@link #setSchemaVersion} left; 0 when there is none. */
    int schemaVersion(Connection connection) throws SQLException;

    void setSchemaVersion(Connection connection, int version) throws SQLException;
}
