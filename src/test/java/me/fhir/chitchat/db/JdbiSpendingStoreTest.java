package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.llm.SpendingStore;
import me.fhir.chitchat.llm.SpendingStore.Spent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoredIn.class)
class JdbiSpendingStoreTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    @Parameter
    private StoredIn storedIn = StoredIn.SQLITE;

    @TempDir
    private Path folder;

    @Test
    void keepsADayAndForgetsThoseLongBefore() throws Exception {
        StoreFixture fixture = new StoreFixture(storedIn.at(folder.resolve("data.db")), new TickingClock());
        try {
            SpendingStore store = new JdbiSpendingStore(fixture.database);
            assertThat(store.load(DAY)).isEmpty();
            store.add(DAY, Map.of(SpendingStore.ALL, new Spent(1, 10), "7", new Spent(1, 10)))
                    .join();
            assertThat(store.add(DAY, Map.of(SpendingStore.ALL, new Spent(1, 5)))
                            .join())
                    .isEqualTo(Map.of(SpendingStore.ALL, new Spent(2, 15)));
            assertThat(store.load(DAY)).isEqualTo(Map.of(SpendingStore.ALL, new Spent(2, 15), "7", new Spent(1, 10)));
            store.add(DAY.plusDays(1), Map.of(SpendingStore.ALL, new Spent(1, 1)))
                    .join();
            assertThat(store.load(DAY.plusDays(1))).hasSize(1);
            // The clock of another server may be behind.
            assertThat(store.load(DAY)).hasSize(2);
            store.add(DAY.plusDays(3), Map.of(SpendingStore.ALL, new Spent(1, 1)))
                    .join();
            assertThat(store.load(DAY)).isEmpty();
            assertThat(store.load(DAY.plusDays(1))).hasSize(1);
        } finally {
            fixture.close();
        }
    }
}
