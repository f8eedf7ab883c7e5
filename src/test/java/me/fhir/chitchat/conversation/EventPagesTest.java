package me.fhir.chitchat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventPagesTest {
    private final List<Long> read = new ArrayList<>();

    @Test
    void readsBehindAPageThatEndsEarly() {
        assertThat(EventPages.read(2, seq -> events(seq, seq == 2 ? 1 : 3, 9), event -> read.add(event.seq())))
                .isEqualTo(9);
        assertThat(read).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void stopsAtTheLastSeqThatWasAskedFor() {
        assertThat(EventPages.read(0, 5, seq -> events(seq, 3, 9), event -> read.add(event.seq())))
                .isEqualTo(5);
        assertThat(read).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void readsNothingWhereNothingIs() {
        assertThat(EventPages.read(7, seq -> List.of(), event -> read.add(event.seq())))
                .isEqualTo(7);
        assertThat(EventPages.read(7, 7, seq -> events(seq, 3, 9), event -> read.add(event.seq())))
                .isEqualTo(7);
        assertThat(read).isEmpty();
    }

    private static List<Event> events(long afterSeq, int limit, long last) {
        return LongStream.rangeClosed(afterSeq + 1, Math.min(last, afterSeq + limit))
                .mapToObj(seq -> new Event(
                        1,
                        new Position(1, (int) seq, seq),
                        "a",
                        Instant.EPOCH,
                        new Entry.Message(new RawJson("{\"text\":\"x\"}"), Finality.NONE)))
                .toList();
    }
}
