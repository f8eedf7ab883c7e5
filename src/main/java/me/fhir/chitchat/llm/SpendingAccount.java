package me.fhir.chitchat.llm;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import me.fhir.chitchat.llm.SpendingStore.Spent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was spent on a day: what the store has, of all servers, and what this one spent and is not stored yet. One write is on
 * its way at a time; what it could not store goes with the next one. When a connection broke as it was stored, it may count
 * twice then: a budget ends rather early than late. For any thread.
 */
final class SpendingAccount {
    private static final Logger LOG = LoggerFactory.getLogger(SpendingAccount.class);

    private final SpendingStore store;
    private final Map<String, Spent> stored = new HashMap<>();
    private final Map<String, Spent> sending = new HashMap<>();
    private final Map<String, Spent> unsent = new HashMap<>();
    private LocalDate day = LocalDate.EPOCH;

    SpendingAccount(SpendingStore store) {
        this.store = store;
    }

    /** Begins a day with what is stored of it. */
    synchronized void begin(LocalDate today) {
        Map<String, Spent> before = store.load(today);
        day = today;
        sending.clear();
        unsent.clear();
        stored.clear();
        stored.putAll(before);
    }

    synchronized Spent spent(String key) {
        return of(stored, key).plus(of(sending, key)).plus(of(unsent, key));
    }

    private static Spent of(Map<String, Spent> spendings, String key) {
        return spendings.getOrDefault(key, Spent.NOTHING);
    }

    synchronized void add(Map<String, Spent> spent) {
        spent.forEach((key, more) -> unsent.merge(key, more, Spent::plus));
        if (sending.isEmpty()) {
            send();
        }
    }

    private void send() {
        sending.putAll(unsent);
        unsent.clear();
        LocalDate sent = day;
        var unused = store.add(sent, Map.copyOf(sending)).whenComplete((kept, failure) -> sent(sent, kept, failure));
    }

    private synchronized void sent(LocalDate of, Map<String, Spent> kept, @Nullable Throwable failure) {
        if (!of.equals(day)) {
            return;
        }
        if (failure != null) {
            LOG.debug("What a model cost is not stored yet", failure);
            sending.forEach((key, more) -> unsent.merge(key, more, Spent::plus));
            sending.clear();
            return;
        }
        stored.putAll(kept);
        sending.clear();
        if (!unsent.isEmpty()) {
            send();
        }
    }
}
