package me.fhir.chitchat.db.predecessor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A time as other programs store it in SQLite: ISO text with or without zone, or a number since 1970. */
final class StoredTime {
    /** A number of seconds this large would be in the year 5138. */
    private static final long MAX_SECONDS = 100_000_000_000L;

    private StoredTime() {}

    /** The time to the millisecond, or {@code otherwise} when there is none or it cannot be read. */
    static Instant parse(@Nullable String text, Instant otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        String trimmed = text.strip();
        try {
            return trimmed.matches("-?\\d+(\\.\\d+)?") ? ofNumber(Double.parseDouble(trimmed)) : ofText(trimmed);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private static Instant ofNumber(double number) {
        return Instant.ofEpochMilli((long) (Math.abs(number) < MAX_SECONDS ? number * 1000 : number));
    }

    private static Instant ofText(String text) {
        String iso =
                text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)\\s+", "$1T").replaceFirst("([+-]\\d\\d)(\\d\\d)?$", "$1:$2");
        if (iso.length() == 10 || iso.length() == 11) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean zoned = iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d\\d:(\\d\\d)?");
        if (!zoned) {
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        }
        return OffsetDateTime.parse(iso.endsWith(":") ? iso + "00" : iso).toInstant();
    }
}
