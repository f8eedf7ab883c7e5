package me.fhir.chitchat.db;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.SummaryCriteria;
import org.jdbi.v3.core.statement.Query;

/**
 * Criteria as conditions on {@code conversations c} and the full-text table {@code ended_conversations}, whose row numbers are
 * the conversations' ids. Conversations that are not indexed fulfil all of them.
 */
final class SearchRows {
    /** What the table's trigrams can find. */
    private static final int SHORTEST_INDEXED = 3;

    private static final String CONTAINS = "instr(text, :word";

    private final SummaryCriteria criteria;
    private final List<String> indexed;
    private final List<String> scanned;

    SearchRows(SummaryCriteria criteria) {
        this.criteria = criteria;
        this.indexed = criteria.words().stream().filter(SearchRows::isIndexed).toList();
        this.scanned =
                criteria.words().stream().filter(word -> !isIndexed(word)).toList();
    }

    private static boolean isIndexed(String word) {
        return word.codePointCount(0, word.length()) >= SHORTEST_INDEXED;
    }

    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (!criteria.outcomes().isEmpty()) {
            conditions.add("(c.outcome IN (<outcomes>) OR (c.outcome IS NULL AND c.completed = 1))");
        }
        if (!criteria.words().isEmpty()) {
            conditions.add(
                    "(c.outcome IS NULL OR c.id IN (SELECT rowid FROM ended_conversations WHERE " + text() + "))");
        }
        return conditions;
    }

    private String text() {
        List<String> conditions = new ArrayList<>();
        if (!indexed.isEmpty()) {
            conditions.add("ended_conversations MATCH :indexed");
        }
        for (int i = 0; i < scanned.size(); i++) {
            conditions.add(CONTAINS + i + ") > 0");
        }
        return String.join(" AND ", conditions);
    }

    Query bound(Query statement) {
        if (!criteria.outcomes().isEmpty()) {
            statement.bindList(
                    "outcomes",
                    criteria.outcomes().stream().map(outcome -> outcome.word()).toList());
        }
        if (!indexed.isEmpty()) {
            statement.bind("indexed", indexed.stream().map(SearchRows::phrase).collect(Collectors.joining(" ")));
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
