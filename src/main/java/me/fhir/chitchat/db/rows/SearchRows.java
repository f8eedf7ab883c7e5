package me.fhir.chitchat.db.rows;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.SummaryCriteria;
import me.fhir.chitchat.db.sql.SqlDialect;
import me.fhir.chitchat.db.sql.TextSearch;
import org.jdbi.v3.core.statement.Query;

/**
 * Criteria as conditions on {@code conversations c} and the text index. Conversations that are not indexed fulfil all of
 * them.
 */
public final class SearchRows {
    private final SummaryCriteria criteria;
    private final TextSearch text;

    public SearchRows(SummaryCriteria criteria, SqlDialect dialect) {
        this.criteria = criteria;
        this.text = dialect.search(criteria.words());
    }

    SummaryCriteria criteria() {
        return criteria;
    }

    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (!criteria.outcomes().isEmpty()) {
            conditions.add("(c.outcome IN (<outcomes>) OR (c.outcome IS NULL AND c.completed = 1))");
        }
        if (!criteria.words().isEmpty()) {
            conditions.add("(c.outcome IS NULL OR c.id IN (" + text.conversations() + "))");
        }
        return conditions;
    }

    Query bound(Query statement) {
        if (!criteria.outcomes().isEmpty()) {
            statement.bindList(
                    "outcomes",
                    criteria.outcomes().stream()
                            .map(outcome -> outcome.wireName())
                            .toList());
        }
        return criteria.words().isEmpty() ? statement : text.bound(statement);
    }
}
