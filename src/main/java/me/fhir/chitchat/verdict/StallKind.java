package me.fhir.chitchat.verdict;

import me.fhir.chitchat.json.WireName;

/** How a conversation stalls. */
public enum StallKind implements WireName {
    REPEAT,
    CYCLE,
    IDLE;
}
