package me.fhir.chitchat.db.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class StorageFaultTest {
    @Test
    void describesAFailureWithoutTheStatementsValues() {
        Throwable failure = catchThrowable(() -> Jdbi.create("jdbc:sqlite::memory:")
                .useHandle(handle -> handle.createUpdate("INSERT INTO nowhere (code) VALUES (:code)")
                        .bind("code", "private-value")
                        .execute()));
        assertThat(failure).hasMessageContaining("private-value");
        assertThat(StorageFault.words(failure)).contains("nowhere").doesNotContain("private-value");
    }
}
