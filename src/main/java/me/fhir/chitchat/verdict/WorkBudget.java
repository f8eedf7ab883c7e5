package me.fhir.chitchat.verdict;

/**
 * How much the evaluation of one log may cost: contract, marks and messages all come from clients, and their product has no
 * bound. Counted in steps, not in time, so that the same log gets the same verdict everywhere. For one thread.
 */
final class WorkBudget {
    /** Some ten seconds of one processor at worst. */
    private static final long STEPS = 2_000_000_000L;

    /** Of these, what schemas may take in all; their steps are dearer. */
    private static final long STEPS_OF_SCHEMAS = 100_000_000L;

    private long left = STEPS;
    private long leftForSchemas = STEPS_OF_SCHEMAS;

    /** Takes steps; false when there are not so many left, and then always. */
    boolean spend(long steps) {
        left = steps > left ? 0 : left - steps;
        return left > 0;
    }

    /** How many steps the next validation with a schema may take. */
    long leftForSchemas() {
        return leftForSchemas;
    }

    /** Takes the steps of a validation; once they are used up nothing further is looked at. */
    void spendOnSchema(long steps) {
        leftForSchemas = Math.max(0, leftForSchemas - steps);
        if (leftForSchemas == 0) {
            left = 0;
        }
    }

    /** Whether something was not looked at. */
    boolean isExhausted() {
        return left <= 0;
    }
}
