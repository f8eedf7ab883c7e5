package me.fhir.chitchat.verdict;

import me.fhir.chitchat.json.WireName;

/** The kind of a fault. */
public enum FaultKind implements WireName {
    /** It ended the conversation with an outcome status that the contract does not know. */
    ENDING("ending"),
    /** It ended the conversation before what both need was on record, or without the tool that decides. */
    ENDED_EARLY("ended-early"),
    /** It was its turn, and it did nothing until the watchdog ended the conversation. */
    SILENT("silent"),
    /** The conversation made no progress. */
    STALL("stall"),
    /** It did what it must not do. */
    FORBIDDEN("forbidden"),
    /** It did not ask for what it must ask for. */
    NOT_ASKED("not-asked"),
    /** It disclosed what it must not disclose. */
    DISCLOSURE("disclosure"),
    /** It exceeded a limit. */
    LIMIT("limit");

    private final String word;

    FaultKind(String word) {
        this.word = word;
    }

    @Override
    public String wireName() {
        return word;
    }
}
