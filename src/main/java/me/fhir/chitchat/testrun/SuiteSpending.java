package me.fhir.chitchat.testrun;

import java.util.concurrent.TimeUnit;

/** A suite's spending of its budget. For any thread. */
final class SuiteSpending {
    private final TestSuite.SuiteBudget budget;
    private final long startedNanos = System.nanoTime();
    private RunResult.ModelUse used = RunResult.ModelUse.NONE;

    SuiteSpending(TestSuite.SuiteBudget budget) {
        this.budget = budget;
    }

    synchronized void add(RunResult.ModelUse use) {
        used = used.plus(use);
    }

    /** Whether no more may be used, {@code running} included. */
    synchronized boolean isUsedUp(RunResult.ModelUse running) {
        RunResult.ModelUse all = used.plus(running);
        return all.calls() >= budget.calls() || all.tokens() >= budget.tokens() || isLate();
    }

    private boolean isLate() {
        return budget.minutes() != Long.MAX_VALUE
                && System.nanoTime() - startedNanos >= TimeUnit.MINUTES.toNanos(budget.minutes());
    }
}
