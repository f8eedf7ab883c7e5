package me.fhir.chitchat.db.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * Functions in the place of SQLite's own of the same name that compare each part of one text with all of another: SQLite
 * can interrupt a statement only between two calls, and a single call could take hours.
 */
final class InterruptibleFunctions {
    static final String INTERRUPTED = "took too long";

    private static final int BLOB = 4;
    private static final int NULL = 5;
    private static final int WORK_BETWEEN_LOOKS = 1 << 20;
    private static final int MAX_PATTERN = 1000;

    private final BooleanSupplier late;
    private final int maxLength;
    private int work;

    /**
     * @param late whether the statement has used its time
     * @param maxLength of a result, in bytes
     */
    InterruptibleFunctions(BooleanSupplier late, int maxLength) {
        this.late = late;
        this.maxLength = maxLength;
    }

    void register(Connection connection) throws SQLException {
        create(connection, "instr", 2, this::instr);
        create(connection, "replace", 3, this::replace);
        create(connection, "trim", 2, call -> trim(call, true, true));
        create(connection, "ltrim", 2, call -> trim(call, true, false));
        create(connection, "rtrim", 2, call -> trim(call, false, true));
        create(connection, "like", 2, this::like);
        create(connection, "like", 3, this::like);
    }

    @FunctionalInterface
    private interface FunctionBody {
        void run(FunctionCall call) throws SQLException;
    }

    private static void create(Connection connection, String name, int arguments, FunctionBody body)
            throws SQLException {
        Function.create(connection, name, new FunctionCall(body), arguments, Function.FLAG_DETERMINISTIC);
    }

    /** One call; null when an argument is null, as with SQLite's own. */
    private static final class FunctionCall extends Function {
        private final FunctionBody body;

        FunctionCall(FunctionBody body) {
            this.body = body;
        }

        @Override
        protected void xFunc() throws SQLException {
            for (int i = 0; i < args(); i++) {
                if (value_type(i) == NULL) {
                    result();
                    return;
                }
            }
            body.run(this);
        }

        boolean isBlob(int argument) throws SQLException {
            return value_type(argument) == BLOB;
        }

        byte[] bytes(int argument) throws SQLException {
            byte @Nullable [] bytes =
                    isBlob(argument) ? value_blob(argument) : text(argument).getBytes(UTF_8);
            return bytes == null ? new byte[0] : bytes;
        }

        String text(int argument) throws SQLException {
            String text = value_text(argument);
            return text == null ? "" : text;
        }

        int arguments() throws SQLException {
            return args();
        }

        void answer(String text) throws SQLException {
            result(text);
        }

        void answer(int number) throws SQLException {
            result(number);
        }
    }

    private void spend(int steps) throws SQLException {
        work += steps;
        if (work > WORK_BETWEEN_LOOKS) {
            work = 0;
            if (late.getAsBoolean()) {
                throw new SQLException(INTERRUPTED);
            }
        }
    }

    private void instr(FunctionCall call) throws SQLException {
        byte[] text = call.bytes(0);
        int at = find(text, call.bytes(1), 0);
        boolean inBytes = call.isBlob(0) && call.isBlob(1);
        call.answer(at < 0 ? 0 : 1 + (inBytes ? at : characters(text, at)));
    }

    /** How many characters of UTF-8 begin before a byte. */
    private static int characters(byte[] text, int end) {
        int count = 0;
        for (int i = 0; i < end; i++) {
            count += (text[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    /** Where a part begins; negative when it occurs nowhere. */
    private int find(byte[] text, byte[] part, int from) throws SQLException {
        for (int i = from; i + part.length <= text.length; i++) {
            int same = Arrays.mismatch(text, i, i + part.length, part, 0, part.length);
            if (same < 0) {
                return i;
            }
            spend(same + 1);
        }
        return -1;
    }

    private void replace(FunctionCall call) throws SQLException {
        byte[] part = call.bytes(1);
        if (part.length == 0) {
            call.answer(call.text(0));
            return;
        }
        byte[] text = call.bytes(0);
        byte[] other = call.bytes(2);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int from = 0;
        for (int at = find(text, part, 0); at >= 0; at = find(text, part, from)) {
            append(result, text, from, at - from);
            append(result, other, 0, other.length);
            from = at + part.length;
            spend(1);
        }
        append(result, text, from, text.length - from);
        call.answer(result.toString(UTF_8));
    }

    private void append(ByteArrayOutputStream result, byte[] bytes, int from, int length) throws SQLException {
        if ((long) result.size() + length > maxLength) {
            throw new SQLException("string or blob too big");
        }
        result.write(bytes, from, length);
    }

    private void trim(FunctionCall call, boolean left, boolean right) throws SQLException {
        String text = call.text(0);
        BitSet away = new BitSet();
        call.text(1).codePoints().forEach(away::set);
        int from = 0;
        int to = text.length();
        while (left && from < to && away.get(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && away.get(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        call.answer(text.substring(from, to));
    }

    private void like(FunctionCall call) throws SQLException {
        String pattern = call.text(0);
        if (pattern.getBytes(UTF_8).length > MAX_PATTERN) {
            throw new SQLException("LIKE or GLOB pattern too complex");
        }
        int escape = -1;
        if (call.arguments() == 3) {
            String given = call.text(2);
            if (given.codePointCount(0, given.length()) != 1) {
                throw new SQLException("ESCAPE expression must be a single character");
            }
            escape = given.codePointAt(0);
        }
        call.answer(matches(LikePattern.of(pattern, escape), call.text(1)) ? 1 : 0);
    }

    /** Begins again behind the last % with the next character, until all of the text is used. */
    private boolean matches(LikePattern pattern, String text) throws SQLException {
        int part = 0;
        int at = 0;
        int behindAny = -1;
        int again = 0;
        while (at < text.length()) {
            spend(1);
            int character = text.codePointAt(at);
            if (pattern.isAny(part)) {
                behindAny = ++part;
                again = at;
            } else if (pattern.takes(part, character)) {
                part++;
                at += Character.charCount(character);
            } else if (behindAny < 0) {
                return false;
            } else {
                again += Character.charCount(text.codePointAt(again));
                part = behindAny;
                at = again;
            }
        }
        return pattern.canEnd(part);
    }
}
