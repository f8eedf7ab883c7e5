package me.fhir.chitchat.llm;

/**
 * What a caller wants from a model, in typed fields that its implementations add. Real models are told everything in the
 * prompt; the rehearsal reads the fields instead of searching the prompt's text.
 */
public interface Purpose {
    /** A conversation like any other. */
    Purpose CHAT = new Purpose() {};
}
