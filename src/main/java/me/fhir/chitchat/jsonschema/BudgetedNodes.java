package me.fhir.chitchat.jsonschema;

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
    private static final int MAX_RECONNECT_ATTEMPTS = 500_000;

    private final long most;
    private long looks;

    /** @param most how often the value may be looked at; never more than any value may */
    BudgetedNodes(long most) {
        this.most = Math.min(most, MAX_RECONNECT_ATTEMPTS);
    }

    /** How often it was looked at. */
    long looks() {
        return Math.min(looks, most);
    }

    /** The value was looked at too often, or for too long. */
    static final class SpentException extends RuntimeException {
        private static final long serialVersionUID = 1;

        SpentException() {
            super("checking takes too many steps", null, false, false);
        }
    }

    private void look() {
        looks++;
        if (looks > most || Thread.currentThread().isInterrupted()) {
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
            budget.look();
            return super.getNodeType();
        }

        @Override
        public @Nullable JsonNode get(String name) {
            budget.look();
            return super.get(name);
        }

        /** Comparing large values again and again, as for {@code enum}, is work as well. */
        @Override
        public boolean equals(@Nullable Object other) {
            budget.look();
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            budget.look();
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
            budget.look();
            return super.getNodeType();
        }

        @Override
        public @Nullable JsonNode get(int index) {
            budget.look();
            return super.get(index);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            budget.look();
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            budget.look();
            return super.hashCode();
        }
    }
}
