package me.fhir.chitchat.seat;

import me.fhir.chitchat.json.WireName;

/** To whom a host hands a seat. */
public enum SeatPlayer implements WireName {
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
}
