package me.fhir.chitchat.db.rows;

import java.util.Optional;
import me.fhir.chitchat.db.sql.ReplicaSql;
import org.jdbi.v3.core.Handle;

/** What became of a transaction whose outcome was not received. */
public final class TransactionStatus {
    private static final int MAX_RECONNECT_ATTEMPTS = 20;
    private static final int POLL_INTERVAL_MS = 500;

    private TransactionStatus() {}

    /** Whether it was committed; empty while it goes on, as it does until the database has noticed that its session is gone. */
    public static Optional<Boolean> committed(Handle handle, String transaction) {
        for (int attempt = 0; attempt < MAX_RECONNECT_ATTEMPTS; attempt++) {
            String status = handle.createQuery(ReplicaSql.TRANSACTION_STATUS)
                    .bind("transaction", transaction)
                    .mapTo(String.class)
                    .one();
            if (!status.equals("in progress")) {
                return status.equals("unknown") ? Optional.empty() : Optional.of(status.equals("committed"));
            }
            try {
                Thread.sleep(POLL_INTERVAL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
