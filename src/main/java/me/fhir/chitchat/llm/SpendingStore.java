package me.fhir.chitchat.llm;

import java.time.LocalDate;
import java.util.Map;

/** Keeps what paid models cost, so that a restart does not begin a new budget. For any thread. */
public interface SpendingStore {
    /** The key under which the whole server's spending is kept; other keys are conversations. */
    String ALL = "";

    /** The spending of calls of paid models. */
    record Spent(long calls, long tokens) {
        public static final Spent NOTHING = new Spent(0, 0);

        Spent plus(Spent more) {
            return new Spent(calls + more.calls, tokens + more.tokens);
        }
    }

    /** The stored spending of a day, by key. */
    Map<String, Spent> load(LocalDate day);

    /** Keeps what was spent on a day so far, and forgets the days before; does not wait until it is kept. */
    void save(LocalDate day, Map<String, Spent> spent);
}
