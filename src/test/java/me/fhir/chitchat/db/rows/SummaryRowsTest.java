package me.fhir.chitchat.db.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationQuery.Filter;
import me.fhir.chitchat.conversation.ConversationQuery.Scope;
import me.fhir.chitchat.conversation.SummaryCriteria;
import me.fhir.chitchat.db.sql.Migrations;
import me.fhir.chitchat.db.sql.SqliteDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryRowsTest {
    @TempDir
    private Path folder;

    /** Each row has two messages of up to megabytes; sorting would read those of all, whatever the page's limit. */
    @Test
    void everyListQueryUsesAnIndexForItsOrder() throws Exception {
        List<Filter> filters = List.of(
                Filter.ALL,
                Filter.completed(true),
                Filter.completed(false),
                new Filter(null, null, null, "h", Scope.ALL),
                new Filter(false, null, Instant.EPOCH, "h", Scope.LISTED),
                new Filter(true, "s", null, "h", Scope.NONE_WITH_SEATS),
                new Filter(null, "s", Instant.EPOCH, null, Scope.LISTED));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data.db"))) {
            Migrations.migrate(connection, new SqliteDialect());
            for (Filter filter : filters) {
                String sql = SummaryRows.sql(
                        new ConversationQuery(filter, 1, 0), new SearchRows(SummaryCriteria.ANY, new SqliteDialect()));
                assertThat(plan(connection, sql.replaceAll(":\\w+", "1")))
                        .as(String.valueOf(filter))
                        .isNotEmpty()
                        .noneMatch(step -> step.contains("B-TREE"));
            }
        }
    }

    /** They are read in the order of the index of scenarios, so that a thousand cost the same however many there are. */
    @Test
    void theRunsOfAScenarioComeOutOfItsIndex() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data.db"))) {
            Migrations.migrate(connection, new SqliteDialect());
            Filter filter = new Filter(null, "s", null, null, Scope.NONE_WITH_SEATS);
            String sql = RunRows.sql(new ConversationQuery(filter, 1, 0));
            assertThat(plan(connection, sql.replaceAll(":\\w+", "1")))
                    .noneMatch(step -> step.contains("B-TREE"))
                    .anyMatch(step -> step.contains("conversations_by_scenario (scenario_id=?)"));
        }
    }

    private static List<String> plan(Connection connection, String sql) throws Exception {
        List<String> steps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return steps;
    }
}
