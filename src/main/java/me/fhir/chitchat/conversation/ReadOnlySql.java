package me.fhir.chitchat.conversation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs read-only SQL on the stored data, for debugging. */
public interface ReadOnlySql {
    /**
     * Runs one SELECT.
     *
     * @throws RefusedException when it is not one that may be run; the message says why
     */
    QueryResult read(String sql, Parameters parameters) throws RefusedException;

    /** The values of a statement's parameters: in their order or by their names; strings, numbers, flags and nulls. */
    record Parameters(
            List<@Nullable Object> positional, @Nullable Map<String, @Nullable Object> named) {
        public static final Parameters NONE = new Parameters(List.of(), null);
    }

    /**
     * The rows in their order.
     *
     * @param rows values by column: strings, numbers and nulls
     * @param appliedLimit the number of rows that the server limited the statement to; null when its own limit was kept
     */
    record QueryResult(
            List<Map<String, @Nullable Object>> rows,
            long milliseconds,
            @Nullable Integer appliedLimit) {}

    /** A statement that is not run. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        public RefusedException(String sentence) {
            super(sentence);
        }

        /** Why, in one sentence. */
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
