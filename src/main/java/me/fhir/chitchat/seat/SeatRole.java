package me.fhir.chitchat.seat;

import me.fhir.chitchat.json.WireName;

/** The role of a code's holder in a conversation. */
public enum SeatRole implements WireName {
    /** Runs it: sees everything and hands out the seats, but says nothing. */
    HOST,
    /** Plays one agent. */
    SEAT,
    /** Looks on. */
    WATCH;
}
