package me.fhir.chitchat.seat;

import me.fhir.chitchat.json.WireName;

/** Who is to play a seat. */
public enum SeatKind implements WireName {
    /** The holder of its code. */
    OPEN,
    /** An agent that this server runs. */
    SERVER,
    /** An agent that this server calls. */
    DIAL;
}
