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
    OPEN,
    /** The agent at the URL that the seat was made with. */
    DIAL;

    /** The words for all of them, as a sentence lists them. */
    public static final String WORDS = "\"server\", \"person\", \"open\" or \"dial\"";

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SeatPlayer> ofWord(String word) {
        return Stream.of(values()).filter(player -> player.word().equals(word)).findFirst();
    }
}
