package me.fhir.chitchat.wire;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as the contract writes them: ISO-8601, UTC, always with three digits of milliseconds. */
public final class Timestamps {
    private Timestamps() {}

    /** For years 0 to 9999. */
    public static String format(Instant instant) {
        // By hand: a formatter's fraction goes through BigDecimal, and every event has a time.
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(24);
        digits(out, time.getYear(), 1000);
        digits(out.append('-'), time.getMonthValue(), 10);
        digits(out.append('-'), time.getDayOfMonth(), 10);
        digits(out.append('T'), time.getHour(), 10);
        digits(out.append(':'), time.getMinute(), 10);
        digits(out.append(':'), time.getSecond(), 10);
        digits(out.append('.'), time.getNano() / 1_000_000, 100);
        return out.append('Z').toString();
    }

    private static void digits(StringBuilder out, int value, int highest) {
        for (int unit = highest; unit > 0; unit /= 10) {
            out.append((char) ('0' + value / unit % 10));
        }
    }
}
