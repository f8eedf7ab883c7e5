package me.fhir.chitchat.db.sql;

import java.math.BigInteger;
import java.util.List;
import me.fhir.chitchat.digest.Sha256;

/** How many rows a table has and what is in them, in whatever order they are read: the sum of the rows' SHA-256. */
public final class TableDigest {
    /** Stands for null. */
    public static final Object NOTHING = new Object();

    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(256);

    private long rows;
    private BigInteger sum = BigInteger.ZERO;

    public void add(List<Object> row) {
        StringBuilder text = new StringBuilder();
        for (Object value : row) {
            if (value == NOTHING) {
                text.append('-');
            } else {
                String shown = value.toString();
                text.append(value instanceof Long ? 'n' : 't')
                        .append(shown.length())
                        .append(':')
                        .append(shown);
            }
        }
        rows++;
        sum = sum.add(new BigInteger(1, Sha256.of(text.toString()))).mod(LIMIT);
    }

    long rows() {
        return rows;
    }

    /** The same number of rows with the same content. */
    public boolean sameAs(TableDigest other) {
        return rows == other.rows && sum.equals(other.sum);
    }

    @Override
    public String toString() {
        return String.format("%d rows, %064x", rows, sum);
    }
}
