package me.fhir.chitchat.a2a;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import me.fhir.chitchat.conversation.Head;

/**
 * A task's place in the list; its order is the list's: newest status first.
 *
 * @param since when the task got its status
 */
record TaskPlace(Instant since, long conversation) implements Comparable<TaskPlace> {
    private static final Comparator<TaskPlace> NEWEST_FIRST = Comparator.comparing(TaskPlace::since)
            .thenComparing(TaskPlace::conversation)
            .reversed();

    static TaskPlace of(Head head) {
        Head.Closing closing = head.lastClosing();
        Instant since = closing == null ? head.log().createdAt() : closing.ts();
        // As it is stored, and as tokens tell it.
        return new TaskPlace(since.truncatedTo(ChronoUnit.MILLIS), head.conversation());
    }

    @Override
    public int compareTo(TaskPlace other) {
        return NEWEST_FIRST.compare(this, other);
    }

    /** The place as a page token. */
    String token() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((since.toEpochMilli() + "." + conversation).getBytes(StandardCharsets.UTF_8));
    }

    /** The place that a token names; -32602 for one that was never given out. */
    static TaskPlace ofToken(String token) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\\.", -1);
            if (parts.length == 2) {
                return new TaskPlace(Instant.ofEpochMilli(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            // Told below, like any other token that was never given out.
        }
        throw A2aError.INVALID_PARAMS.because("params.pageToken is not one that was given out here.");
    }
}
