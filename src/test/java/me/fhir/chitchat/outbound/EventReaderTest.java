package me.fhir.chitchat.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private final AnswerBytes all = new AnswerBytes(100_000_000);

    private List<SentEvent> events(InputStream in) throws Exception {
        EventReader reader = new EventReader(in, all);
        List<SentEvent> events = new ArrayList<>();
        for (SentEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        assertThat(all.held()).isZero();
        return events;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<SentEvent> events(String text) throws Exception {
        return events(bytes(text));
    }

    private static SentEvent data(String data) {
        return new SentEvent(null, null, data);
    }

    @Test
    void readsFieldsInAnyOrderWithAllThreeLineEnds() throws Exception {
        for (String end : List.of("\n", "\r\n", "\r")) {
            assertThat(events(String.join(
                            end,
                            ": hello",
                            "id: 7",
                            "event:task",
                            "data: {\"a\":",
                            "data:1}",
                            "retry: 5",
                            "",
                            "data:x",
                            "",
                            "")))
                    .containsExactly(new SentEvent("7", "task", "{\"a\":\n1}"), data("x"));
        }
    }

    @Test
    void aReturnAndItsNewlineMayComeApart() throws Exception {
        InputStream apart = new SequenceInputStream(bytes("data: a\r"), bytes("\n\r\ndata: b\r\n\r\n"));
        assertThat(events(apart)).containsExactly(data("a"), data("b"));
    }

    @Test
    void skipsCommentsEventsWithoutDataAndAByteOrderMark() throws Exception {
        assertThat(events("\uFEFFdata: é\n\n:\n\nevent: ping\n\ndata\n\n")).containsExactly(data("é"), data(""));
    }

    @Test
    void anEventThatTheEndCutsShortCounts() throws Exception {
        assertThat(events("data: a\n\ndata: b")).containsExactly(data("a"), data("b"));
        assertThat(events("")).isEmpty();
    }

    @Test
    void readsLinesLongerThanItsChunk() throws Exception {
        String text = "ü".repeat(100_000);
        assertThat(events("data: " + text + "\n\n")).containsExactly(data(text));
    }

    @Test
    void anEventAboveTheLimitFailsAndHoldsNothing() {
        String line = "data: " + "x".repeat(1_000_000) + "\n";
        assertThatExceptionOfType(OutboundException.class)
                .isThrownBy(() -> events(line.repeat(17)))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(OutboundFailure.BAD_RESPONSE));
        assertThat(all.held()).isZero();
    }

    @Test
    void allReadersTogetherHoldOnlySoMuch() {
        EventReader reader = new EventReader(bytes("data: " + "x".repeat(2_000) + "\n\n"), new AnswerBytes(1_000));
        assertThatExceptionOfType(OutboundException.class).isThrownBy(reader::next);
    }
}
