package me.fhir.chitchat.testrun;

/**
 * How many of some runs passed, and what can be said from that.
 *
 * @param runs those that were judged
 */
record PassRate(int passed, int runs) {
    /** The 97.5 % quantile of the standard normal distribution: two-sided 95 %. */
    private static final double Z = 1.959963984540054;

    /** Bounds of a proportion, 0 to 1. */
    record Interval(double low, double high) {}

    /** The share that passed; 0 of no runs. */
    double rate() {
        return runs == 0 ? 0 : (double) passed / runs;
    }

    /** The 95 % interval of the share (E. B. Wilson, 1927, without correction for continuity). */
    Interval interval() {
        if (runs == 0) {
            return new Interval(0, 1);
        }
        double z2 = Z * Z;
        double centre = (rate() + z2 / (2 * runs)) / (1 + z2 / runs);
        double half = Z / (1 + z2 / runs) * Math.sqrt(rate() * (1 - rate()) / runs + z2 / (4.0 * runs * runs));
        // At the ends the bounds are exact; rounding must not push them beyond.
        return new Interval(
                passed == 0 ? 0 : Math.max(0, centre - half), passed == runs ? 1 : Math.min(1, centre + half));
    }

    /**
     * The chance that {@code k} runs in a row all pass, estimated without bias as C(passed, k) / C(runs, k).
     *
     * @param k from 1 to the number of runs
     */
    double passHat(int k) {
        double product = 1;
        for (int i = 0; i < k; i++) {
            product *= Math.max(0, passed - i) / (double) (runs - i);
        }
        return product;
    }

    /**
     * Whether this is worse than an earlier rate by more than chance explains: the 95 % interval of the difference (R. G.
     * Newcombe, 1998, method 10) lies below zero.
     */
    boolean isWorseThan(PassRate before) {
        if (runs == 0 || before.runs == 0) {
            return false;
        }
        double above = interval().high() - rate();
        double below = before.rate() - before.interval().low();
        return rate() - before.rate() + Math.sqrt(above * above + below * below) < 0;
    }
}
