package me.fhir.chitchat.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.fhir.chitchat.conversation.RawJson;
import org.junit.jupiter.api.Test;

/** What every {@link ScenarioStore} must do; extended by one test class per implementation. */
public abstract class ScenarioStoreContract {
    private static final Instant T0 = Instant.parse("2026-11-23T16:30:00.123Z");

    /** The store under test, empty at the beginning of each test. */
    protected abstract ScenarioStore store();

    @Test
    void findsNothingInAnEmptyStore() {
        assertThat(store().all()).isEmpty();
        assertThat(store().find("a")).isEmpty();
        assertThat(store().update("a", stored -> stored)).isEmpty();
        assertThat(store().delete("a", stored -> {})).isFalse();
    }

    @Test
    void returnsItemAsItWasInserted() {
        ScenarioItem item = new ScenarioItem(
                "s.1 é&x/日本\uD83D\uDE00' OR '1'='1",
                "Name \"quoted\" \u0001",
                new RawJson("{ \"n\" : 1.10e+2, \"big\":12345678901234567890.10,\n\"u\":\"\\ud800 \\u0000 é\" }"),
                new RawJson("[ {\"x\":1.0} ]"),
                T0,
                T0.plusMillis(1));
        assertThat(store().insert(item)).isTrue();
        assertThat(store().find(item.id())).contains(item);
        assertThat(store().all()).containsExactly(item);
    }

    @Test
    void keepsFirstItemWhenIdIsInsertedAgain() {
        store().insert(item("a", T0));
        assertThat(store().insert(renamed(item("a", T0.plusSeconds(1)), "second")))
                .isFalse();
        assertThat(store().all()).containsExactly(item("a", T0));
    }

    @Test
    void givesAScenarioAnotherRevisionAtEachChange() {
        store().insert(item("a", T0));
        store().insert(item("b", T0.plusSeconds(1)));
        List<ScenarioStore.Version> before = store().versions();
        assertThat(store().versions()).isEqualTo(before);
        store().update("a", stored -> renamed(stored, "other"));
        List<ScenarioStore.Version> after = store().versions();
        assertThat(after.get(0)).isEqualTo(before.get(0));
        assertThat(after.get(1).id()).isEqualTo("a");
        assertThat(after.get(1)).isNotEqualTo(before.get(1));
    }

    @Test
    void appliesAllChangesOrNone() {
        store().insert(item("a", T0));
        ScenarioItem seen = item("a", T0);
        ScenarioItem changed = renamed(item("a", T0.minusSeconds(9)), "imported");
        ScenarioStore.Change change = new ScenarioStore.Change(changed, seen);
        assertThat(store().apply(List.of(new ScenarioStore.Change(item("b", T0), null), change)))
                .isTrue();
        assertThat(store().find("a")).contains(changed);
        assertThat(store().find("b")).contains(item("b", T0));
        ScenarioStore.Change fresh = new ScenarioStore.Change(item("c", T0), null);
        assertThat(store().apply(List.of(fresh, change))).isFalse();
        assertThat(store().apply(List.of(fresh, new ScenarioStore.Change(item("b", T0), null))))
                .isFalse();
        assertThat(store().find("c")).isEmpty();
        assertThat(store().apply(List.of())).isTrue();
    }

    @Test
    void idsAreCaseSensitive() {
        assertThat(store().insert(item("a", T0))).isTrue();
        assertThat(store().insert(item("A", T0))).isTrue();
        assertThat(store().find("A")).contains(item("A", T0));
        assertThat(store().find("a ")).isEmpty();
    }

    @Test
    void listsLastModifiedFirst() {
        store().insert(item("old", T0));
        store().insert(item("new", T0.plusMillis(2)));
        store().insert(item("middle", T0.plusMillis(1)));
        assertThat(store().all()).extracting(ScenarioItem::id).containsExactly("new", "middle", "old");
        assertThat(store().ids()).containsExactly("new", "middle", "old");
        store().update("old", stored -> modified(stored, T0.plusMillis(3)));
        assertThat(store().all()).extracting(ScenarioItem::id).containsExactly("old", "new", "middle");
    }

    @Test
    void updateShowsStoredItemAndStoresWhatComesBack() {
        store().insert(item("a", T0));
        List<ScenarioItem> seen = new ArrayList<>();
        ScenarioItem changed =
                new ScenarioItem("a", "changed", new RawJson("{\"c\":2}"), new RawJson("[2]"), T0, T0.plusSeconds(9));
        assertThat(store().update("a", stored -> {
                    seen.add(stored);
                    return changed;
                }))
                .contains(changed);
        assertThat(seen).containsExactly(item("a", T0));
        assertThat(store().find("a")).contains(changed);
    }

    @Test
    void refusedUpdateChangesNothingAndItsExceptionPassesThrough() {
        store().insert(item("a", T0));
        var refusal = new IllegalStateException("locked");
        assertThatThrownBy(() -> store().update("a", stored -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(store().find("a")).contains(item("a", T0));
        assertThat(store().insert(item("b", T0))).as("the store goes on").isTrue();
    }

    @Test
    void refusedDeleteChangesNothingAndItsExceptionPassesThrough() {
        store().insert(item("a", T0));
        var refusal = new IllegalStateException("locked");
        assertThatThrownBy(() -> store().delete("a", stored -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(store().find("a")).contains(item("a", T0));
        assertThat(store().insert(item("b", T0))).as("the store goes on").isTrue();
    }

    @Test
    void deletesOnlyTheNamedScenarioAndItsIdIsFreeAgain() {
        store().insert(item("a", T0));
        store().insert(item("b", T0));
        assertThat(store().delete("a", stored -> assertThat(stored).isEqualTo(item("a", T0))))
                .isTrue();
        assertThat(store().find("a")).isEmpty();
        assertThat(store().find("b")).isPresent();
        assertThat(store().delete("a", stored -> {})).isFalse();
        assertThat(store().insert(item("a", T0))).isTrue();
    }

    @Test
    void losesNoUpdateOfManyAtOnce() throws Exception {
        store().insert(renamed(item("a", T0), "0"));
        int threads = 8;
        int each = 20;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> done = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                done.add(executor.submit((Callable<Void>) () -> {
                    start.await();
                    for (int n = 0; n < each; n++) {
                        store().update(
                                        "a",
                                        stored -> renamed(stored, String.valueOf(Integer.parseInt(stored.name()) + 1)));
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<Void> future : done) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(store().find("a")).map(ScenarioItem::name).contains(String.valueOf(threads * each));
    }

    private static ScenarioItem item(String id, Instant at) {
        return new ScenarioItem(id, "Name of " + id, new RawJson("{\"id\":1}"), new RawJson("[]"), at, at);
    }

    private static ScenarioItem renamed(ScenarioItem item, String name) {
        return new ScenarioItem(item.id(), name, item.config(), item.history(), item.createdAt(), item.modifiedAt());
    }

    private static ScenarioItem modified(ScenarioItem item, Instant at) {
        return new ScenarioItem(item.id(), item.name(), item.config(), item.history(), item.createdAt(), at);
    }
}
