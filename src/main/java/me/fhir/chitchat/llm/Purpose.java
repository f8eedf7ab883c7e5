package me.fhir.chitchat.llm;

/**
 * The purpose of a call to a model, in typed fields that implementations add. Real models get everything in the
 * prompt; the rehearsal reads the fields instead of searching the prompt's text.
 */
public interface Purpose {
    /** A conversation like any other. */
    Purpose CHAT = new Purpose() {};
}
