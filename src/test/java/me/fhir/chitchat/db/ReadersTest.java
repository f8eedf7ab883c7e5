package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(folder.resolve("data.db"), Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void whatAStatementWasParsedToIsKeptForTheNextOne() {
        TemplateEngine engine = fixture.database.readers().read(handle -> handle.getConfig(SqlStatements.class)
                .getTemplateEngine());

        // Jdbi caches what such an engine returns; any other it asks again for each execution.
        assertThat(engine.parse("SELECT 1", fixture.database.readers().read(handle -> handle.getConfig())))
                .isPresent();
    }
}
