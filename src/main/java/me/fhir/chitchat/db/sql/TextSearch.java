package me.fhir.chitchat.db.sql;

import org.jdbi.v3.core.statement.Query;

/** Words as a query on the text index. */
public interface TextSearch {
    /** A query for the ids of the conversations. */
    String conversations();

    /** Binds the words. */
    Query bound(Query statement);
}
