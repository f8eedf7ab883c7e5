package me.fhir.chitchat.scenario.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many steps a regular expression has once its repetitions are written out, as they are when it is compiled: a few
 * characters such as {@code ((a{1000}){1000}){1000}} would fill the memory. Rather too many than too few. For one thread.
 */
final class PatternSize {
    /** More are too many. */
    static final int MAX = 1_000;

    /** Groups inside each other that are compiled, which is recursive. */
    private static final int MAX_DEPTH = 100;

    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");

    private final String expression;
    private final Deque<Long> outer = new ArrayDeque<>();
    private int at;
    private long sum;
    /** The operand of the repetition at this place. */
    private long last;

    private PatternSize(String expression) {
        this.expression = expression;
    }

    /** The steps, or more than {@link #MAX} for any expression that is too large or nested too deeply. */
    static int of(String expression) {
        PatternSize size = new PatternSize(expression);
        while (size.at < expression.length()) {
            size.next();
            if (size.sum > MAX || size.outer.size() > MAX_DEPTH) {
                return MAX + 1;
            }
        }
        long total = size.sum;
        for (long group : size.outer) {
            total += group;
        }
        return (int) Math.min(total, MAX + 1);
    }

    private void next() {
        char c = expression.charAt(at++);
        switch (c) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> {
                outer.push(sum);
                sum = 0;
                last = 0;
            }
            case ')' -> {
                long group = sum + 1;
                sum = outer.isEmpty() ? 0 : outer.pop();
                atom(group);
            }
            case '{' -> repetition();
            case '|', '*', '+', '?' -> sum++;
            default -> atom(1);
        }
    }

    private void escape() {
        if (expression.startsWith("Q", at)) {
            int end = expression.indexOf("\\E", at);
            int to = end < 0 ? expression.length() : end;
            sum += to - at;
            at = end < 0 ? to : to + 2;
            last = 1;
            return;
        }
        at++;
        atom(1);
    }

    private void atom(long size) {
        sum += size;
        last = size;
    }

    private void characterClass() {
        // A bracket directly behind the opening one is a member.
        if (expression.startsWith("^", at)) {
            at++;
        }
        if (!expression.startsWith("\\", at)) {
            at++;
        }
        while (at < expression.length() && expression.charAt(at) != ']') {
            at += expression.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        atom(1);
    }

    private void repetition() {
        Matcher times = REPETITION.matcher(expression).region(at - 1, expression.length());
        if (!times.lookingAt()) {
            atom(1);
            return;
        }
        at = times.end();
        boolean open = times.group(2) != null && times.group(3).isEmpty();
        long most = Long.parseLong(times.group(2) == null || open ? times.group(1) : times.group(3)) + (open ? 1 : 0);
        long repeated = Math.max(1, most) * (last + 1);
        sum += repeated - last;
        last = repeated;
    }
}
