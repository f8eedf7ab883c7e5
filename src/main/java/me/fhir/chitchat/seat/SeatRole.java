package me.fhir.chitchat.seat;

import java.util.Locale;

/** The role of a code's holder in a conversation. */
public enum SeatRole {
    /** Runs it: sees everything and hands out the seats, but says nothing. */
    HOST,
    /** Plays one agent. */
    SEAT,
    /** Looks on. */
    WATCH;

    /** The word on the wire and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SeatRole ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
