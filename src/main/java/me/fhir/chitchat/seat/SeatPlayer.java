package me.fhir.chitchat.seat;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** To whom a host hands a seat. */
public enum SeatPlayer {
    /** An agent that this server runs. */
    SERVER,
    /** The host itself or another person, with a new code. */
    PERSON,
    /** An external agent or person, with the new code. */
    OPEN;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SeatPlayer> ofWord(String word) {
        return Stream.of(values()).filter(player -> player.word().equals(word)).findFirst();
    }
}
