package me.fhir.chitchat.llm;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps what paid models cost, so that a restart does not begin a new budget, and all servers on one database share one. For
 * any thread.
 */
public interface SpendingStore {
    /** The key under which the spending of all is kept; other keys are conversations. */
    String ALL = "";

    /** How many days before the one added to are kept: the clock of another server may be behind. */
    int KEPT_DAYS = 2;

    /** The spending of calls of paid models. */
    record Spent(long calls, long tokens) {
        public static final Spent NOTHING = new Spent(0, 0);

        Spent plus(Spent more) {
            return new Spent(calls + more.calls, tokens + more.tokens);
        }
    }

    /** The stored spending of a day, by key. */
    Map<String, Spent> load(LocalDate day);

    /**
     * Adds to what was spent on a day, and forgets days more than {@link #KEPT_DAYS} before it; does not wait until it is
     * kept.
     *
     * @return what is kept then of the same keys, with what other servers added; failed when nothing was added, or when
     *     that is not known
     */
    CompletableFuture<Map<String, Spent>> add(LocalDate day, Map<String, Spent> spent);
}
