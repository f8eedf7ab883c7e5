package me.fhir.chitchat.llm;

/**
 * What a caller wants from a model, in typed fields. Real models are told everything in the prompt; the rehearsal model
 * reads this instead of searching the prompt's text.
 */
public sealed interface Purpose {
    /** A conversation like any other. */
    record Chat() implements Purpose {}

    Purpose CHAT = new Chat();
}
