package me.fhir.chitchat.db.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** Words in SQLite's full-text table, whose row numbers are the conversations' ids. */
final class SqliteTextSearch implements TextSearch {
    /** The part of a search that the table's trigrams can find. */
    private static final int MIN_INDEXED_LENGTH = 3;

    private static final String CONTAINS = "instr(text, :word";

    private final List<String> indexed;
    private final List<String> scanned;

    SqliteTextSearch(List<String> words) {
        this.indexed = words.stream().filter(SqliteTextSearch::isIndexed).toList();
        this.scanned = words.stream().filter(word -> !isIndexed(word)).toList();
    }

    private static boolean isIndexed(String word) {
        return word.codePointCount(0, word.length()) >= MIN_INDEXED_LENGTH;
    }

    @Override
    public String conversations() {
        List<String> conditions = new ArrayList<>();
        if (!indexed.isEmpty()) {
            conditions.add("ended_conversations MATCH :indexed");
        }
        for (int i = 0; i < scanned.size(); i++) {
            conditions.add(CONTAINS + i + ") > 0");
        }
        return "SELECT rowid FROM ended_conversations WHERE " + String.join(" AND ", conditions);
    }

    @Override
    public Query bound(Query statement) {
        if (!indexed.isEmpty()) {
            statement.bind(
                    "indexed", indexed.stream().map(SqliteTextSearch::phrase).collect(Collectors.joining(" ")));
        }
        for (int i = 0; i < scanned.size(); i++) {
            statement.bind("word" + i, scanned.get(i));
        }
        return statement;
    }

    /** A word as a string of the full-text query language, in which no character but the quote has a meaning. */
    private static String phrase(String word) {
        return '"' + word.replace("\"", "\"\"") + '"';
    }
}
