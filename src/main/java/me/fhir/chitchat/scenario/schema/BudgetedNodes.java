package me.fhir.chitchat.scenario.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value whose objects and lists may be looked at so many times in all. A recursive schema can be small, and
 * walk over a deeply nested value more often than any caller can wait for; it is stopped here, where it has to pass. A
 * caller that waits for the thread interrupts it, and that stops it as well.
 */
final class BudgetedNodes extends JsonNodeFactory {
    private static final long serialVersionUID = 1;
    private static final int MAX_STEPS = 500_000;

    private final long most;
    private long steps;

    /** @param most how many reads of the value are allowed; never more than of any value */
    BudgetedNodes(long most) {
        this.most = Math.min(most, MAX_STEPS);
    }

    /** How many reads there were. */
    long steps() {
        return Math.min(steps, most);
    }

    /** The value was read too often, or for too long. */
    static final class SpentException extends RuntimeException {
        private static final long serialVersionUID = 1;

        SpentException() {
            super("checking takes too many steps", null, false, false);
        }
    }

    private void spend() {
        steps++;
        if (steps > most || Thread.currentThread().isInterrupted()) {
            throw new SpentException();
        }
    }

    @Override
    public ObjectNode objectNode() {
        return new BudgetedObject(this);
    }

    @Override
    public ArrayNode arrayNode() {
        return new BudgetedList(this);
    }

    @SuppressWarnings("unchecked") // The library declares deepCopy so.
    private static final class BudgetedObject extends ObjectNode {
        private static final long serialVersionUID = 1;
        private final transient BudgetedNodes budget;

        BudgetedObject(BudgetedNodes budget) {
            super(budget);
            this.budget = budget;
        }

        @Override
        public JsonNodeType getNodeType() {
            budget.spend();
            return super.getNodeType();
        }

        @Override
        public @Nullable JsonNode get(String name) {
            budget.spend();
            return super.get(name);
        }

        /** Comparing large values again and again, as for {@code enum}, is work as well. */
        @Override
        public boolean equals(@Nullable Object other) {
            budget.spend();
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            budget.spend();
            return super.hashCode();
        }
    }

    @SuppressWarnings("unchecked") // The library declares deepCopy so.
    private static final class BudgetedList extends ArrayNode {
        private static final long serialVersionUID = 1;
        private final transient BudgetedNodes budget;

        BudgetedList(BudgetedNodes budget) {
            super(budget);
            this.budget = budget;
        }

        @Override
        public JsonNodeType getNodeType() {
            budget.spend();
            return super.getNodeType();
        }

        @Override
        public @Nullable JsonNode get(int index) {
            budget.spend();
            return super.get(index);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            budget.spend();
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            budget.spend();
            return super.hashCode();
        }
    }
}
