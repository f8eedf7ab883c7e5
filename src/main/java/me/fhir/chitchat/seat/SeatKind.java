package me.fhir.chitchat.seat;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who is to play a seat. */
public enum SeatKind {
    /** The holder of its code. */
    OPEN,
    /** An agent that this server runs. */
    SERVER,
    /** An agent that this server calls. */
    DIAL;

    /** The word on the wire and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SeatKind> ofWord(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
