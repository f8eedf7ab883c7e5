package me.fhir.chitchat.db.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/** Words as parts of the texts in a plain table, which an index of trigrams helps to find where the server has one. */
record PostgresTextSearch(List<String> words) implements TextSearch {
    @Override
    public String conversations() {
        return "SELECT conversation_id FROM ended_conversations WHERE "
                + IntStream.range(0, words.size())
                        .mapToObj(i -> "text LIKE :word" + i)
                        .collect(Collectors.joining(" AND "));
    }

    @Override
    public Query bound(Query statement) {
        for (int i = 0; i < words.size(); i++) {
            statement.bind("word" + i, pattern(words.get(i)));
        }
        return statement;
    }

    /** Anything with this word in it; the pattern's own characters have no meaning in a word. */
    private static String pattern(String word) {
        return '%' + word.replaceAll("[\\\\%_]", "\\\\$0") + '%';
    }
}
